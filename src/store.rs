//! The one JSON file: read, check, merge, save; and what is kept beside it on this machine.
//! The only disk. It knows no words for people beyond its errors.

//! Themes: legible by the formula of the WCAG, and apart for eyes that do not tell red from green.

use ratatui::style::{Color, Modifier, Style};
use upnext::tui::theme::{Role, Theme};

const COLOURED: [Theme; 3] = [Theme::Dark, Theme::Light, Theme::HighContrast];

/// Red, green and blue as light, from 0 to 1.
type Light = [f64; 3];

/// What xterm draws for an index; terminals agree on it from 16 on.
fn light(colour: Option<Color>) -> Light {
    let Some(Color::Indexed(index @ 16..)) = colour else { panic!("{colour:?} is the user's own") };
    let of = |level: u8| {
        let value = f64::from(level) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    if index >= 232 {
        return [of(8 + 10 * (index - 232)); 3];
    }
    let level = |digit: u8| if digit == 0 { 0 } else { 55 + 40 * digit };
    let index = index - 16;
    [of(level(index / 36)), of(level(index / 6 % 6)), of(level(index % 6))]
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: Light, b: Light) -> f64 {
    let luminance = |[r, g, b]: Light| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

/// From light to CIE XYZ, each row over its value for white under D65.
const XYZ: [[f64; 3]; 3] = [
    [0.433_953, 0.376_219, 0.189_828],
    [0.212_673, 0.715_152, 0.072_175],
    [0.017_758, 0.109_477, 0.872_765],
];

/// CIE L*a*b*: about one unit is the least difference that is seen.
fn lab(light: Light) -> [f64; 3] {
    let root = |v: f64| if v > 0.008_856 { v.cbrt() } else { 7.787 * v + 16.0 / 116.0 };
    let [x, y, z] = through(XYZ, light).map(root);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn through(matrix: [[f64; 3]; 3], light: Light) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum())
}

fn difference(a: Light, b: Light) -> f64 {
    lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// How the light looks without one kind of cones: matrices on linear light.
const EYES: [(&str, [[f64; 3]; 3]); 5] = [
    ("full colour", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    // Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision
    // Deficiency", 2009, severity 1.0.
    (
        "protanopia, Machado",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia, Machado",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    // Viénot, Brettel, Mollon: "Digital video colourmaps for checking the legibility of displays
    // by dichromats", 1999, for sRGB primaries.
    (
        "protanopia, Viénot",
        [[0.112_38, 0.887_62, 0.0], [0.112_38, 0.887_62, 0.0], [0.004_01, -0.004_01, 1.0]],
    ),
    (
        "deuteranopia, Viénot",
        [[0.292_75, 0.707_25, 0.0], [0.292_75, 0.707_25, 0.0], [-0.022_34, 0.022_34, 1.0]],
    ),
];

fn seen(light: Light, eye: [[f64; 3]; 3]) -> Light {
    through(eye, light).map(|value| value.clamp(0.0, 1.0))
}

/// The least difference between two kinds of text, in units of L*a*b*.
const APART: f64 = 15.0;

/// The two nearest of some colours, through the eyes that tell them apart worst.
fn nearest(colours: &[(Role, Light)]) -> (f64, String) {
    let mut least = (f64::INFINITY, String::new());
    for (eye, matrix) in EYES {
        for (at, (one, a)) in colours.iter().enumerate() {
            for (other, b) in &colours[at + 1..] {
                let apart = difference(seen(*a, matrix), seen(*b, matrix));
                if apart < least.0 {
                    least = (apart, format!("{one:?} and {other:?} with {eye}: {apart:.1}"));
                }
            }
        }
    }
    least
}

#[test]
fn what_is_well_missing_and_wrong_is_told_apart_without_red_and_green() {
    for theme in COLOURED {
        let roles = [Role::Good, Role::Warn, Role::Bad, Role::Marked, Role::Plain];
        let colours = roles.map(|role| (role, light(theme.style(role).fg)));
        let (least, pair) = nearest(&colours);
        assert!(least >= APART, "{theme}: {pair}");
    }
    // What the sum above is for: a green and a red of one lightness fail it.
    let green_red = [(Role::Good, [0.05, 0.25, 0.05]), (Role::Bad, [0.55, 0.12, 0.02])];
    assert!(nearest(&green_red).0 < APART);
}

#[test]
fn every_role_is_legible_on_its_ground() {
    for theme in COLOURED {
        let base = theme.base();
        for role in Role::ALL {
            let least = match (theme, role) {
                (Theme::HighContrast, _) => 7.0,
                (_, Role::Dim | Role::Rule) => 3.0,
                _ => 4.5,
            };
            let ratio = |style: Style| contrast(light(style.fg), light(style.bg));
            let alone = ratio(base.patch(theme.style(*role)));
            assert!(alone >= least, "{theme}: {role:?} is {alone:.1} to 1");
            // The row under the cursor is laid over its text; reversed, the ratio stays.
            let row = ratio(base.patch(theme.style(*role)).patch(theme.style(Role::Selected)));
            let own_ground = theme.style(*role).bg.is_some();
            assert!(own_ground || row >= least, "{theme}: {role:?} on the cursor is {row:.1} to 1");
        }
    }
}

#[test]
fn the_measures_are_those_of_their_sources() {
    let grey = light(Some(Color::Indexed(244)));
    assert!((contrast([1.0; 3], [0.0; 3]) - 21.0).abs() < 1e-9);
    // #808080 on white is 3.95 to 1 in every checker of contrasts.
    assert!((contrast(grey, [1.0; 3]) - 3.95).abs() < 0.01);
    assert!((lab([1.0; 3])[0] - 100.0).abs() < 0.01);
    // White stays white for every eye.
    for (eye, matrix) in EYES {
        assert!(difference(seen([1.0; 3], matrix), [1.0; 3]) < 0.1, "{eye}");
    }
}

#[test]
fn nothing_of_the_colourless_theme_is_a_colour() {
    assert_eq!(Theme::None.base(), Style::new());
    assert_eq!(Theme::Terminal.base(), Style::new());
    for role in Role::ALL {
        let style = Theme::None.style(*role);
        assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{role:?}");
        let weight = Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED | Modifier::REVERSED;
        assert!(weight.contains(style.add_modifier), "{role:?}");
    }
}

#[test]
fn what_must_stand_out_does_so_in_every_theme() {
    for theme in Theme::ALL {
        let plain = theme.style(Role::Plain);
        for role in [Role::Selected, Role::Selection, Role::Caret, Role::Match, Role::Bad] {
            assert_ne!(theme.style(role), plain, "{theme}: {role:?}");
        }
        assert_ne!(theme.style(Role::Caret), theme.style(Role::Selection), "{theme}");
    }
}

#[test]
fn the_terminal_theme_uses_the_sixteen_colours_of_the_user() {
    for role in Role::ALL {
        let style = Theme::Terminal.style(*role);
        let own =
            |colour: Option<Color>| !matches!(colour, Some(Color::Indexed(_) | Color::Rgb(..)));
        assert!(own(style.fg) && style.bg.is_none(), "{role:?}");
    }
}

#[test]
fn a_theme_is_named_and_a_wrong_name_lists_the_right_ones() {
    for theme in Theme::ALL {
        assert_eq!(theme.word().parse(), Ok(*theme));
    }
    assert_eq!(Theme::default(), Theme::Terminal);
    let error = "solarized".parse::<Theme>().unwrap_err().to_string();
    assert_eq!(error, "`solarized` is no theme: use terminal, dark, light, high-contrast, none");
}

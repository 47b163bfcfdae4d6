//! Drawings: their size, and their image for files that hold no vector drawing.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb::Database};

use crate::Error;
use crate::model::{Block, Document};
use crate::parts::Figure;
use crate::pdf::FONTS;

/// Pixels of the width of an image: some 300 a inch over the width of a page.
const WIDTH: f32 = 2_000.0;
/// The most pixels in height.
const HEIGHT: f32 = 3_000.0;

/// Size of a drawing, in its own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Size {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// An image of a drawing.
pub(crate) struct Image {
    pub(crate) png: Vec<u8>,
    pub(crate) size: Size,
}

/// The sizes of the figures of the document, in order.
pub(crate) fn sizes(document: &Document) -> Result<Vec<Size>, Error> {
    let figures = document.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    figures.map(|figure| read(figure, &Arc::default()).map(|tree| size(&tree))).collect()
}

/// The figure as PNG, on white.
pub(crate) fn png(figure: &Figure) -> Result<Image, Error> {
    let tree = read(figure, fonts())?;
    let size = size(&tree);
    let scale = (WIDTH / size.width).min(HEIGHT / size.height);
    let fault = |reason: &str| Error::Figure { caption: figure.caption.clone(), reason: reason.to_owned() };
    let pixels = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut map = Pixmap::new(pixels(size.width), pixels(size.height)).ok_or_else(|| fault("no size"))?;
    map.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
    let png = map.encode_png().map_err(|reason| fault(&reason.to_string()))?;
    Ok(Image { png, size })
}

fn size(tree: &Tree) -> Size {
    Size { width: tree.size().width(), height: tree.size().height() }
}

/// Reads the drawing alone: a file that it would link to is not opened.
fn read(figure: &Figure, fonts: &Arc<Database>) -> Result<Tree, Error> {
    let options = Options {
        font_family: "Libertinus Serif".to_owned(),
        fontdb: Arc::clone(fonts),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(&figure.svg, &options)
        .map_err(|reason| Error::Figure { caption: figure.caption.clone(), reason: reason.to_string() })
}

fn fonts() -> &'static Arc<Database> {
    static FONT_DATABASE: OnceLock<Arc<Database>> = OnceLock::new();
    FONT_DATABASE.get_or_init(|| {
        let mut database = Database::new();
        for font in FONTS {
            database.load_font_data(font.to_vec());
        }
        database.set_serif_family("Libertinus Serif");
        database.set_sans_serif_family("Libertinus Serif");
        database.set_monospace_family("DejaVu Sans Mono");
        Arc::new(database)
    })
}

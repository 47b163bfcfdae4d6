//! Maps: outlines of communes and départements, imported or sketched, and their drawing in whole numbers for SVG.
//!
//! * [`Contours`]: rings on Earth by code, read from GeoJSON or TopoJSON, stored as one blob
//! * [`Esquisse`]: without outlines, the Voronoi cells of the commune points; a page that draws it says it is a sketch
//! * [`Carte`]: rings on paper, as SVG paths, with dissolved outlines of any group

mod cellules;
mod contours;
mod cotes;
mod dessin;
mod forme;
mod france;
mod lecture;
mod topojson;

pub use cellules::{Esquisse, sites};
pub use contours::Contours;
pub use dessin::{Cadre, Carte};
pub use forme::{Anneau, Forme, voisinage};
pub use france::france;
pub use lecture::{ContoursLus, Illisible, read};

//! Communes, population, perimeter of a CPTS, size band, coverage of a departement, maps

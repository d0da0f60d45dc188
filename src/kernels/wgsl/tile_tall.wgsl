// Tiles of 128 x 32, by 16 x 4 invocations: for products of few columns.
const ROWS = 128u;
const COLUMNS = 32u;


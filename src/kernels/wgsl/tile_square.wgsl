// Tiles of 64 x 64, by 8 x 8 invocations.
const ROWS = 64u;
const COLUMNS = 64u;


// A tile of a matrix product, by one workgroup of 64 invocations with 8 x 8 sums each.
//
// Every 16 steps along the depth the invocations bring that much of both factors into workgroup memory, in
// blocks of 4 x 4, so that a value is read often from there and not from global memory. In front of this file
// stand ROWS and COLUMNS of the tile. What the factors are is said by the file behind it:
//   left_start(row)            what doesn't change along the depth, for rows row to row + 3
//   left_block(start, depth)   columns: depth to depth + 3; each holds 4 rows of the left factor
//   right_block(depth, column) columns: depth to depth + 3; each holds 4 columns of the right factor
// both zero outside of the factors;
//   depth_range(part)          begin and end of the depth for the workgroups of a part; all of it without parts
//   finish(part, row, column, sums)  takes the sums of 4 rows and 4 columns, whether they exist or not; and
//   LEFT_ALONG_DEPTH, RIGHT_ALONG_DEPTH
// whether neighbours along the depth are neighbours in memory: then neighbouring invocations bring those.

const INVOCATIONS = 64u;
const DEPTH = 16u;
const DEPTH_BLOCKS = DEPTH / 4u;
const LEFT_BLOCKS = ROWS / 4u;
const RIGHT_BLOCKS = COLUMNS / 4u;
// One more, so that blocks below each other are in different banks of the memory.
const LEFT_LINE = LEFT_BLOCKS + 1u;
const RIGHT_LINE = RIGHT_BLOCKS + 1u;
const LEFT_ROUNDS = LEFT_BLOCKS * DEPTH_BLOCKS / INVOCATIONS;
// Invocations below each other.
const DOWN = ROWS / 8u;

var<workgroup> left_tile: array<vec4<f32>, DEPTH * LEFT_LINE>;
var<workgroup> right_tile: array<vec4<f32>, DEPTH * RIGHT_LINE>;

// Block and depth (of its first step) that number `index` of all blocks of a chunk has.
fn block_place(index: u32, blocks: u32, along_depth: bool) -> vec2<u32> {
    if (along_depth) {
        return vec2<u32>(index / DEPTH_BLOCKS, index % DEPTH_BLOCKS * 4u);
    }
    return vec2<u32>(index % blocks, index / blocks * 4u);
}

@compute @workgroup_size(INVOCATIONS)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = group.x * ROWS;
    let column = group.y * COLUMNS;
    let depths = depth_range(group.z);
    var left_starts = array<u32, LEFT_ROUNDS>();
    for (var round = 0u; round < LEFT_ROUNDS; round++) {
        let place = block_place(local + round * INVOCATIONS, LEFT_BLOCKS, LEFT_ALONG_DEPTH);
        left_starts[round] = left_start(row + place.x * 4u);
    }
    let right_place = block_place(local, RIGHT_BLOCKS, RIGHT_ALONG_DEPTH);
    let brings_right = local < RIGHT_BLOCKS * DEPTH_BLOCKS;
    let low_place = local % DOWN;
    let near_place = local / DOWN;
    // Columns: rows of the product; each holds 4 of its columns. `high` is half a tile of rows behind `low`,
    // `far` half a tile of columns behind `near`. Sixteen names and no array, which some compilers keep in memory.
    var low_near_0 = vec4<f32>();
    var low_near_1 = vec4<f32>();
    var low_near_2 = vec4<f32>();
    var low_near_3 = vec4<f32>();
    var low_far_0 = vec4<f32>();
    var low_far_1 = vec4<f32>();
    var low_far_2 = vec4<f32>();
    var low_far_3 = vec4<f32>();
    var high_near_0 = vec4<f32>();
    var high_near_1 = vec4<f32>();
    var high_near_2 = vec4<f32>();
    var high_near_3 = vec4<f32>();
    var high_far_0 = vec4<f32>();
    var high_far_1 = vec4<f32>();
    var high_far_2 = vec4<f32>();
    var high_far_3 = vec4<f32>();
    for (var chunk = depths.x; chunk < depths.y; chunk += DEPTH) {
        workgroupBarrier();
        for (var round = 0u; round < LEFT_ROUNDS; round++) {
            let place = block_place(local + round * INVOCATIONS, LEFT_BLOCKS, LEFT_ALONG_DEPTH);
            let left = left_block(left_starts[round], chunk + place.y);
            let at = place.y * LEFT_LINE + place.x;
            left_tile[at] = left[0];
            left_tile[at + LEFT_LINE] = left[1];
            left_tile[at + 2u * LEFT_LINE] = left[2];
            left_tile[at + 3u * LEFT_LINE] = left[3];
        }
        if (brings_right) {
            let right = right_block(chunk + right_place.y, column + right_place.x * 4u);
            let at = right_place.y * RIGHT_LINE + right_place.x;
            right_tile[at] = right[0];
            right_tile[at + RIGHT_LINE] = right[1];
            right_tile[at + 2u * RIGHT_LINE] = right[2];
            right_tile[at + 3u * RIGHT_LINE] = right[3];
        }
        workgroupBarrier();
        for (var d = 0u; d < DEPTH; d++) {
            let low = left_tile[d * LEFT_LINE + low_place];
            let high = left_tile[d * LEFT_LINE + DOWN + low_place];
            let near = right_tile[d * RIGHT_LINE + near_place];
            let far = right_tile[d * RIGHT_LINE + RIGHT_BLOCKS / 2u + near_place];
            low_near_0 += near * low.x;
            low_near_1 += near * low.y;
            low_near_2 += near * low.z;
            low_near_3 += near * low.w;
            low_far_0 += far * low.x;
            low_far_1 += far * low.y;
            low_far_2 += far * low.z;
            low_far_3 += far * low.w;
            high_near_0 += near * high.x;
            high_near_1 += near * high.y;
            high_near_2 += near * high.z;
            high_near_3 += near * high.w;
            high_far_0 += far * high.x;
            high_far_1 += far * high.y;
            high_far_2 += far * high.z;
            high_far_3 += far * high.w;
        }
    }
    let low_row = row + low_place * 4u;
    let high_row = low_row + ROWS / 2u;
    let near_column = column + near_place * 4u;
    let far_column = near_column + COLUMNS / 2u;
    finish(group.z, low_row, near_column, mat4x4<f32>(low_near_0, low_near_1, low_near_2, low_near_3));
    finish(group.z, low_row, far_column, mat4x4<f32>(low_far_0, low_far_1, low_far_2, low_far_3));
    finish(group.z, high_row, near_column, mat4x4<f32>(high_near_0, high_near_1, high_near_2, high_near_3));
    finish(group.z, high_row, far_column, mat4x4<f32>(high_far_0, high_far_1, high_far_2, high_far_3));
}

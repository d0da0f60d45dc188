// A tile of a matrix product for software adapters: 16 x 16 sums by each invocation, which reads its factors itself.
//
// On those a read is dear wherever the value lies, so it is its number that counts, and sums beyond the registers
// cost little; and to wait for each other is dear too. For the files in front of this one and behind it, this is tile.wgsl.

const SIDE = 16u;
// Invocations below each other.
const DOWN = ROWS / SIDE;
const INVOCATIONS = DOWN * (COLUMNS / SIDE);

@compute @workgroup_size(INVOCATIONS)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = group.x * ROWS + local % DOWN * SIDE;
    let column = group.y * COLUMNS + local / DOWN * SIDE;
    let depths = depth_range(group.z);
    let start_0 = left_start(row);
    let start_1 = left_start(row + 4u);
    let start_2 = left_start(row + 8u);
    let start_3 = left_start(row + 12u);
    // Columns: rows of the product; each holds 4 of its columns. The first number is that of the 4 rows.
    var sums_0_0 = mat4x4<f32>();
    var sums_0_1 = mat4x4<f32>();
    var sums_0_2 = mat4x4<f32>();
    var sums_0_3 = mat4x4<f32>();
    var sums_1_0 = mat4x4<f32>();
    var sums_1_1 = mat4x4<f32>();
    var sums_1_2 = mat4x4<f32>();
    var sums_1_3 = mat4x4<f32>();
    var sums_2_0 = mat4x4<f32>();
    var sums_2_1 = mat4x4<f32>();
    var sums_2_2 = mat4x4<f32>();
    var sums_2_3 = mat4x4<f32>();
    var sums_3_0 = mat4x4<f32>();
    var sums_3_1 = mat4x4<f32>();
    var sums_3_2 = mat4x4<f32>();
    var sums_3_3 = mat4x4<f32>();
    for (var depth = depths.x; depth < depths.y; depth += 4u) {
        let left_0 = transpose(left_block(start_0, depth));
        let left_1 = transpose(left_block(start_1, depth));
        let left_2 = transpose(left_block(start_2, depth));
        let left_3 = transpose(left_block(start_3, depth));
        let right_0 = right_block(depth, column);
        sums_0_0 += right_0 * left_0;
        sums_1_0 += right_0 * left_1;
        sums_2_0 += right_0 * left_2;
        sums_3_0 += right_0 * left_3;
        let right_1 = right_block(depth, column + 4u);
        sums_0_1 += right_1 * left_0;
        sums_1_1 += right_1 * left_1;
        sums_2_1 += right_1 * left_2;
        sums_3_1 += right_1 * left_3;
        let right_2 = right_block(depth, column + 8u);
        sums_0_2 += right_2 * left_0;
        sums_1_2 += right_2 * left_1;
        sums_2_2 += right_2 * left_2;
        sums_3_2 += right_2 * left_3;
        let right_3 = right_block(depth, column + 12u);
        sums_0_3 += right_3 * left_0;
        sums_1_3 += right_3 * left_1;
        sums_2_3 += right_3 * left_2;
        sums_3_3 += right_3 * left_3;
    }
    finish(group.z, row, column, sums_0_0);
    finish(group.z, row, column + 4u, sums_0_1);
    finish(group.z, row, column + 8u, sums_0_2);
    finish(group.z, row, column + 12u, sums_0_3);
    finish(group.z, row + 4u, column, sums_1_0);
    finish(group.z, row + 4u, column + 4u, sums_1_1);
    finish(group.z, row + 4u, column + 8u, sums_1_2);
    finish(group.z, row + 4u, column + 12u, sums_1_3);
    finish(group.z, row + 8u, column, sums_2_0);
    finish(group.z, row + 8u, column + 4u, sums_2_1);
    finish(group.z, row + 8u, column + 8u, sums_2_2);
    finish(group.z, row + 8u, column + 12u, sums_2_3);
    finish(group.z, row + 12u, column, sums_3_0);
    finish(group.z, row + 12u, column + 4u, sums_3_1);
    finish(group.z, row + 12u, column + 8u, sums_3_2);
    finish(group.z, row + 12u, column + 12u, sums_3_3);
}

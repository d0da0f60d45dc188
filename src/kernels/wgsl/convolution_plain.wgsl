// Every pixel of the window, after ReLU. Not by max(): what is no number shall stay so, to be noticed.

@group(0) @binding(3) var<uniform> settings: Settings;

fn relu(x: vec4<f32>) -> vec4<f32> {
    return select(x, vec4<f32>(), x <= vec4<f32>());
}

fn store(window: u32, filter_: u32, values: mat4x4<f32>) {
    let place = window_place(window);
    let line = settings.width * settings.filters / 4u;
    let right = settings.filters / 4u;
    let first = ((place.x * settings.height + 2u * place.y) * settings.width + 2u * place.z) * right + filter_ / 4u;
    output[first] = relu(values[0]);
    output[first + right] = relu(values[1]);
    output[first + line] = relu(values[2]);
    output[first + line + right] = relu(values[3]);
}

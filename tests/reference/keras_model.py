"""A small model that Keras itself built and trained, in the names and layouts of a model file."""

import keras
import numpy as np

from weights import CLASSES, IMAGE_SIDE

EPOCHS = 10


def train_keras_model(images, labels):
    """Weights by name as f32, and the logits of the images with these weights."""
    keras.utils.set_random_seed(2026)
    model = keras.Sequential(
        [
            keras.Input((IMAGE_SIDE, IMAGE_SIDE, 1)),
            keras.layers.Conv2D(4, 3, activation="relu", name="conv1"),
            keras.layers.Conv2D(6, 3, activation="relu", name="conv2"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Dropout(0.25),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu", name="fc1"),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(CLASSES, name="fc2"),
        ]
    )
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(images[..., None], labels, batch_size=len(labels), epochs=EPOCHS, verbose=0)
    # The logits have to be those of the stored weights, so these come first, rounded.
    model.set_weights([weight.astype(np.float32) for weight in model.get_weights()])
    tensors = {}
    for name in ["conv1", "conv2", "fc1", "fc2"]:
        kernel, bias = model.get_layer(name).get_weights()
        # Keras: [height, width, in, out] and [in, out].
        kernel = kernel.transpose((3, 2, 0, 1) if kernel.ndim == 4 else (1, 0))
        tensors[f"{name}.weight"] = kernel.astype(np.float32)
        tensors[f"{name}.bias"] = bias.astype(np.float32)
    return tensors, model.predict(images[..., None], verbose=0)

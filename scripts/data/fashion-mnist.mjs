// What Fashion-MNIST is: its files, their fingerprints, its classes.

/**
 * The unpacked files. Different distributions pack them differently, so only these bytes can be checked.
 * @typedef {{ name: string, length: number, sha256: string }} SourceFile
 */

/** @type {Record<"trainImages" | "trainLabels" | "testImages" | "testLabels", SourceFile>} */
export const sourceFiles = {
  trainImages: {
    name: "train-images-idx3-ubyte",
    length: 47_040_016,
    sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
  },
  trainLabels: {
    name: "train-labels-idx1-ubyte",
    length: 60_008,
    sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
  },
  testImages: {
    name: "t10k-images-idx3-ubyte",
    length: 7_840_016,
    sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
  },
  testLabels: {
    name: "t10k-labels-idx1-ubyte",
    length: 10_008,
    sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  },
};

export const classNames = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

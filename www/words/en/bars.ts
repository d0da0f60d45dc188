/** What the network says of the drawing. */

export interface BarsWords {
  title: string;
  /** Above the verdict: whose it is. */
  speakers: Readonly<Record<"pretrained" | "untrained" | "mine", string>>;
  empty: string;
  /** Drawn, and not answered yet. */
  waiting: string;
  sure(name: string, share: string): string;
  /** One or two names, the likeliest first. */
  unsure(names: readonly string[]): string;
  clueless: string;
  unsureHelp: string;
  modelLoading: string;
  /** Name of the list of bars. */
  bars: string;
  /** For screen readers, after the bar of the likeliest class. */
  best: string;
  steps: string;
  /** Pictures of the way from the drawing to the network, as screen readers name them, and what stands below. */
  drawing: string;
  cut: string;
  seen: string;
  drawingStep: string;
  cutStep(width: string, height: string): string;
  cutStepEmpty: string;
  seenStep: string;
  inverted: string;
}

export const bars: BarsWords = {
  title: "What the network says",
  speakers: {
    pretrained: "The pretrained network",
    untrained: "A network that has learned nothing",
    mine: "Your network",
  },
  empty: "Nothing is drawn yet, so there is nothing to say.",
  waiting: "Looking at it…",
  sure: (name, share) => `${name}, ${share}`,
  unsure: (names) => `Not sure: ${names.map((name) => `maybe ${name}`).join(", ")}`,
  clueless: "No idea: it could be anything",
  unsureHelp: "It counts as sure when one class has more than half and the rest is not spread over many.",
  modelLoading: "The network is being loaded.",
  bars: "Probability of each class",
  best: "the likeliest",
  steps: "What the network saw",
  drawing: "The drawing, with a frame around the ink",
  cut: "The part in the frame, scaled down",
  seen: "The image of 28 by 28 pixels that the network saw",
  drawingStep: "A frame around all ink",
  cutStep: (width, height) => `Cut out and scaled to ${width}\u00a0×\u00a0${height}`,
  cutStepEmpty: "Cut out and scaled: longer side 28",
  seenStep: "Centred on 28\u00a0×\u00a028",
  inverted: "inverted, since the ground is bright",
};

/** Link, export and files. */

/** A button, and what it does. */
export interface KeepButtonWords {
  label: string;
  help: string;
}

export interface KeepWords {
  title: string;
  link: KeepButtonWords & {
    title: string;
    /** Name of the field that holds it. */
    address: string;
  };
  /** The numbers of the run, as files. */
  numbers: {
    title: string;
    json: KeepButtonWords;
    csv: KeepButtonWords;
    png: KeepButtonWords;
    report: KeepButtonWords;
  };
  network: {
    title: string;
    model: KeepButtonWords;
    checkpoint: KeepButtonWords;
    /** What the browser keeps by itself for the next visit. */
    autosaved(time: string, step: string): string;
  };
  open: KeepButtonWords & {
    title: string;
    /** Over the panel while a file is held above it. */
    drop: string;
    /** What opening a file costs. */
    replaces(name: string): string;
    confirm: string;
    cancel: string;
    oneFile: string;
  };
  /** Why a button can't be used. */
  reasons: {
    nothingTrained: string;
    notReady: string;
    training: string;
    busy: string;
  };
}

export const keep: KeepWords = {
  title: "Share and keep",
  link: {
    title: "Link",
    label: "Copy link",
    help: "Whoever opens it gets the same settings and seed, so the same training. What was learned is not in it.",
    address: "Link to these settings",
  },
  numbers: {
    title: "Numbers",
    json: { label: "JSON", help: "Everything that was reported, with settings and structure, for programs." },
    csv: {
      label: "CSV",
      help: "One table of all steps and epochs, for spreadsheets. Commas between, points in decimals.",
    },
    png: { label: "PNG", help: "The curves as a picture." },
    report: {
      label: "Report",
      help: "Structure, weights, curves and mistakes on a few pages, to print or save as PDF.",
    },
  },
  network: {
    title: "Network",
    model: {
      label: "Save model",
      help: "The weights, as safetensors with the names that PyTorch uses. About 5 MB for the default network.",
    },
    checkpoint: {
      label: "Save checkpoint",
      help: "Weights, state of the optimiser and history: opened again, training goes on from here. About 15 MB.",
    },
    autosaved: (time, step) =>
      `Kept in this browser for your next visit: as it was at ${time}, after mini-batch ${step}.`,
  },
  open: {
    title: "Open",
    label: "Open a file",
    help: "A model or a checkpoint: choose it, or drop it here. It stays on this device.",
    drop: "Drop to open",
    replaces: (name) =>
      `${name} takes the place of this network. What the network has learned is lost, unless you save it first.`,
    confirm: "Open it",
    cancel: "Keep this network",
    oneFile: "That was more than one file. One at a time, please.",
  },
  reasons: {
    nothingTrained: "Nothing is trained yet.",
    notReady: "Not ready yet.",
    training: "Pause first.",
    busy: "A file is being worked on.",
  },
};

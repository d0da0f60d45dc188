/** What goes along with a report of a fault. */

export interface DiagnosticWords {
  title: string;
  copy: string;
  copied: string;
}

export const diagnostic: DiagnosticWords = {
  title: "Details, for a report",
  copy: "Copy the details",
  copied: "Copied",
};

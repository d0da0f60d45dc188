import type { DiagnosticWords } from "../en/diagnostic";

export const diagnostic: DiagnosticWords = {
  title: "Einzelheiten, für eine Fehlermeldung",
  copy: "Einzelheiten kopieren",
  copied: "Kopiert",
};

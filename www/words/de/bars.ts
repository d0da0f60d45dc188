import type { BarsWords } from "../en/bars";

export const bars: BarsWords = {
  title: "Was das Netz sagt",
  speakers: {
    pretrained: "Das vortrainierte Netz",
    untrained: "Ein Netz, das noch nichts gelernt hat",
    mine: "Das eigene Netz",
  },
  empty: "Noch ist nichts gezeichnet, also gibt es nichts zu sagen.",
  waiting: "Schaut hin…",
  sure: (name, share) => `${name}, ${share}`,
  unsure: (names) => `Unsicher: ${names.map((name) => `vielleicht ${name}`).join(", ")}`,
  clueless: "Keine Ahnung: Es könnte alles sein",
  unsureHelp:
    "Als sicher gilt, wenn eine Klasse mehr als die Hälfte hat und der Rest sich nicht auf viele verteilt.",
  modelLoading: "Das Netz wird geladen.",
  bars: "Wahrscheinlichkeit jeder Klasse",
  best: "am wahrscheinlichsten",
  steps: "Was das Netz gesehen hat",
  drawing: "Die Zeichnung mit einem Rahmen um alles Gezeichnete",
  cut: "Der Ausschnitt im Rahmen, verkleinert",
  seen: "Das Bild mit 28 mal 28 Pixeln, das das Netz gesehen hat",
  drawingStep: "Rahmen um alles Gezeichnete",
  cutStep: (width, height) => `Ausschnitt, skaliert auf ${width}\u00a0×\u00a0${height}`,
  cutStepEmpty: "Ausschnitt, skaliert: längere Seite 28",
  seenStep: "Zentriert auf 28\u00a0×\u00a028",
  inverted: "umgekehrt, weil der Grund hell ist",
};

import type { KeepingWords } from "../en/keeping";

export const keeping: KeepingWords = {
  copied: "Der Link ist in der Zwischenablage. Er enthält alle Einstellungen und wiederholt so diesen Lauf.",
  copyRefused:
    "Der Browser hat das Kopieren nicht erlaubt. Der Link ist markiert und lässt sich von Hand kopieren.",
  saved: (name) => `Gespeichert als ${name}.`,
  modelOpened:
    "Das Netz aus der Datei ist eingesetzt. Das Training macht mit dem weiter, was es schon gelernt hatte.",
  checkpointOpened: "Der gespeicherte Lauf ist zurück und geht genau dort weiter, wo er stand.",
  checkpointOpenedNearly:
    "Der gespeicherte Lauf ist zurück. Er stammt von einem anderen Gerät oder einer anderen Version und geht darum weiter, aber nicht bis auf die letzte Stelle gleich.",
  unknownFile: (name) =>
    `${name} ist weder ein Modell noch ein Speicherstand: Beide sind safetensors-Dateien.`,
  noCurves: "Die Kurven stehen nicht auf dieser Seite, also lassen sie sich nicht als Bild speichern.",
};

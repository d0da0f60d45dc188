import type { KeepWords } from "../en/keep";

export const keep: KeepWords = {
  title: "Teilen und behalten",
  link: {
    title: "Link",
    label: "Link kopieren",
    help: "Wer ihn öffnet, bekommt dieselben Einstellungen und denselben Startwert, also dasselbe Training. Gelerntes steckt nicht darin.",
    address: "Link zu diesen Einstellungen",
  },
  numbers: {
    title: "Zahlen",
    json: { label: "JSON", help: "Alle Meldungen mit Einstellungen und Aufbau, für Programme." },
    csv: {
      label: "CSV",
      help: "Eine Tabelle aller Schritte und Epochen, für Tabellenprogramme. Mit Komma getrennt, mit Punkt in Dezimalzahlen.",
    },
    png: { label: "PNG", help: "Die Kurven als Bild." },
    report: {
      label: "Bericht",
      help: "Aufbau, Gewichte, Kurven und Fehler auf ein paar Seiten, zum Drucken oder als PDF.",
    },
  },
  network: {
    title: "Netz",
    model: {
      label: "Modell speichern",
      help: "Die Gewichte als safetensors-Datei, mit den Namen, die PyTorch verwendet. Beim Standardnetz etwa 5 MB.",
    },
    checkpoint: {
      label: "Zwischenstand speichern",
      help: "Gewichte, Zustand des Optimierers und Verlauf: wieder geöffnet, geht das Training von hier weiter. Etwa 15 MB.",
    },
    autosaved: (time, step) =>
      `In diesem Browser für den nächsten Besuch aufgehoben: Stand von ${time}, nach Mini-Batch ${step}.`,
  },
  open: {
    title: "Öffnen",
    label: "Datei öffnen",
    help: "Ein Modell oder ein Zwischenstand: auswählen oder hierher ziehen. Die Datei bleibt auf diesem Gerät.",
    drop: "Zum Öffnen loslassen",
    replaces: (name) =>
      `${name} tritt an die Stelle dieses Netzes. Was es gelernt hat, ist verloren, wenn es nicht vorher gespeichert wird.`,
    confirm: "Öffnen",
    cancel: "Dieses Netz behalten",
    oneFile: "Das waren mehrere Dateien. Bitte nur eine auf einmal.",
  },
  reasons: {
    nothingTrained: "Noch ist nichts trainiert.",
    notReady: "Noch nicht bereit.",
    training: "Erst anhalten.",
    busy: "Eine Datei ist in Arbeit.",
  },
};

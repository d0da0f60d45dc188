import type { StatusWords } from "../en/status";

export const status: StatusWords = {
  title: "Stand",
  epoch: "Epoche",
  step: "Mini-Batch",
  speed: "Bilder / s",
  timeLeft: "Noch",
  backend: "Trainiert auf",
  headlines: {
    opening: "Startet",
    loading: "Lädt",
    ready: "Bereit",
    training: "Trainiert",
    paused: "Angehalten",
    failed: "Ausgefallen",
    pausing: "Hält an",
    testing: "Testet",
    done: "Fertig",
  },
  details: {
    opening: "Sucht den schnellsten Weg, auf diesem Gerät zu trainieren.",
    loading: "Holt die Bilder. Schon mit dem ersten Teil davon kann das Training beginnen.",
    ready: "Noch ist nichts gelernt. Los geht es mit „Trainieren“.",
    imported:
      "Das Netz kommt mit allem, was es gelernt hatte, aus einer Datei. „Trainieren“ setzt dort fort.",
    paused: "Das Netz behält, was es gelernt hat. „Trainieren“ setzt hier fort.",
    failed: "Die Meldung oben sagt mehr.",
    kernels: "Bereitet die Grafikkarte vor: Ihre Programme werden übersetzt, einmal je Besuch.",
    learning: "Das Netz sieht Kleidung an, rät und korrigiert seine Gewichte.",
    pausing: "Hält nach dem laufenden Mini-Batch an.",
    testing:
      "Zählt, wie viele Bilder das Netz richtig erkennt: erst Testbilder, dann einige Trainingsbilder.",
    done: "Alle Epochen sind abgeschlossen. Mit einer höheren Zahl von Epochen geht das Training weiter.",
  },
  epochOf: (epoch, epochs) => `${epoch} von ${epochs}`,
  testing: (done, total) => `Test: ${done} von ${total} Bildern`,
  thisEpoch: (done, total) => `Diese Epoche: ${done} von ${total} Mini-Batches`,
  download: (done, total) => `Geladen: ${done} von ${total} MB`,
  kernels: (done, total) => `GPU-Kernel: ${done} von ${total}`,
  announcement: (headline) => `${headline}.`,
  announcedResult: (headline, epoch, accuracy) =>
    `${headline}. Testgenauigkeit nach Epoche ${epoch}: ${accuracy}.`,
  announcedProgress: (epoch, percent) => `Epoche ${epoch}, Trainingsgenauigkeit ${percent} Prozent.`,
  reasons: {
    "cpu-asked": () => "Die CPU wurde gewünscht.",
    "webgpu-asked": () => "WebGPU wurde gewünscht.",
    "gpu-offered": () => "Dieser Browser bietet einen Grafikprozessor an.",
    "no-webgpu": () => "Dieser Browser hat kein WebGPU, daher trainiert die CPU.",
    "no-adapter": () => "WebGPU hat keinen Grafikadapter gefunden, daher trainiert die CPU.",
    "software-adapter": (name) =>
      `Der einzige Grafikadapter ist Software (${name}), daher trainiert die CPU.`,
    "no-timestamps": (name) =>
      `Dem Grafikadapter (${name}) fehlen Zeitstempel-Abfragen, daher trainiert die CPU.`,
    "webgpu-failed": (message) => `WebGPU ist ausgefallen (${message}), daher trainiert die CPU.`,
    "webgpu-failed-before": (message) =>
      `WebGPU ist schon einmal ausgefallen (${message}), daher trainiert die CPU.`,
  },
};

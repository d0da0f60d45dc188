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
  waiting: (retry, retries) =>
    `Eine Datei ist nicht angekommen. Gleich folgt ein neuer Versuch (${retry} von ${retries}).`,
  epochOf: (epoch, epochs) => `${epoch} von ${epochs}`,
  testing: (done, total) => `Test: ${done} von ${total} Bildern`,
  thisEpoch: (done, total) => `Diese Epoche: ${done} von ${total} Mini-Batches`,
  download: (done, total) => `Geladen: ${done} von ${total} MB`,
  kernels: (done, total) => `GPU-Kernel: ${done} von ${total}`,
  announcement: (headline) => `${headline}.`,
  announcedResult: (headline, epoch, accuracy) =>
    `${headline}. Testgenauigkeit nach Epoche ${epoch}: ${accuracy}.`,
  announcedProgress: (epoch, percent) => `Epoche ${epoch}, Trainingsgenauigkeit ${percent} Prozent.`,
  reasonWithCount: (reason, count) => `${reason} ${count}.`,
  cpu: (name, threads) => `CPU: ${name}, ${threads === 1 ? "1 Thread" : `${threads} Threads`}`,
  threads: {
    "one-core": "Dieses Gerät hat einen Kern.",
    "not-isolated": "Für mehr Threads müsste der Host die Seite isolieren.",
    "threads-failed": "Mehr Threads ließen sich nicht starten.",
  },
  reasons: {
    "cpu-asked": () => "Die CPU wurde gewünscht.",
    "webgpu-asked": () => "WebGPU wurde gewünscht.",
    "webgpu-again": (message) => `WebGPU ist ausgefallen (${message}) und wurde neu geöffnet.`,
    "gpu-sought": () => "Die CPU trainiert, während eine Grafikkarte gesucht wird.",
    "gpu-preparing": (name) => `Die CPU trainiert, während die Grafikkarte (${name}) vorbereitet wird.`,
    "gpu-waiting": (name) =>
      `Die Grafikkarte (${name}) ist bereit; einige Mini-Batches des Trainings zeigen, ob sie schneller ist.`,
    "gpu-faster": (_name, { gpu, cpu }) =>
      `Die Grafikkarte trainiert hier ${gpu} Bilder je Sekunde, die CPU ${cpu}.`,
    "gpu-slower": (name, { gpu, cpu }) =>
      `Die Grafikkarte (${name}) trainiert hier ${gpu} Bilder je Sekunde, die CPU ${cpu}, daher trainiert die CPU.`,
    "no-webgpu": () => "Dieser Browser hat kein WebGPU, daher trainiert die CPU.",
    "no-adapter": () => "WebGPU hat keinen Grafikadapter gefunden, daher trainiert die CPU.",
    "software-adapter": (name) =>
      `Der einzige Grafikadapter ist Software (${name}), daher trainiert die CPU.`,
    "no-timestamps": (name) =>
      `Dem Grafikadapter (${name}) fehlen Zeitstempel-Abfragen, daher trainiert die CPU.`,
    "webgpu-failed": (message) => `WebGPU ist ausgefallen (${message}), daher trainiert die CPU.`,
    "last-resort": (message) => `Nach zwei Abstürzen (${message}) trainiert die CPU, mit einem Thread.`,
    "webgpu-failed-before": (message) =>
      `WebGPU ist schon einmal ausgefallen (${message}), daher trainiert die CPU.`,
  },
};

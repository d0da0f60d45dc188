import type { ProblemsWords } from "../en/problems";

export const problems: ProblemsWords = {
  sentences: {
    "no-webgpu":
      "Dieser Browser gibt keinen Zugriff auf einen Grafikprozessor. Nichts ist verloren: auf der CPU trainieren oder ein aktuelles Chrome, Edge oder Safari versuchen.",
    "adapter-rejected":
      "Dem Grafikprozessor fehlt etwas, das für das Training nötig ist. Nichts ist verloren: stattdessen auf der CPU trainieren.",
    "device-lost":
      "Der Grafikprozessor antwortet nicht mehr. Von selbst ließ es sich nicht wieder starten. Die Einstellungen und das Training bis auf höchstens die letzte halbe Minute bleiben. Neu starten: dann trainiert die CPU, wenn nicht WebGPU gewünscht wurde.",
    "out-of-memory":
      "Dem Gerät ist der Speicher ausgegangen. Von selbst ließ es sich nicht wieder starten. Die Einstellungen und das Training bis auf höchstens die letzte halbe Minute bleiben. Andere Tabs schließen oder eine kleinere Batch-Größe wählen, dann neu starten.",
    "self-test-failed":
      "Der Grafikprozessor hat sich bei einem Test verrechnet und wird deshalb nicht benutzt. Nichts ist verloren: stattdessen trainiert die CPU. Ein neuerer Browser oder Grafiktreiber kann helfen.",
    network:
      "Eine Datei ist nicht angekommen. Was geladen ist und was das Netz gelernt hat, bleibt. Die Verbindung prüfen und noch einmal versuchen.",
    "bad-data":
      "Eine Datendatei ist beschädigt oder eine andere, als sie sein sollte, und wurde nicht benutzt. Was da ist und was das Netz gelernt hat, bleibt. Noch einmal versuchen; hilft das nicht, ist die Datei auf dem Server beschädigt.",
    "bad-image":
      "Dieses Bild lässt sich nicht einordnen. Nichts hat sich geändert: nötig sind 784 Graustufen, eine für jedes Pixel eines Bildes von 28 mal 28.",
    "bad-config":
      "Diese Einstellung ist nicht möglich. Der bisherige Wert gilt weiter: den neuen berichtigen und noch einmal übernehmen.",
    "bad-model":
      "Diese Datei enthält kein Modell, das sich hier verwenden lässt. Das jetzige Modell bleibt: eine vollständige Datei wählen, die hier exportiert wurde oder dieselben Namen und Formen hat.",
    "bad-checkpoint":
      "Diese Datei enthält keinen Zwischenstand, der sich hier fortsetzen lässt. Das jetzige Training bleibt: eine vollständige Datei wählen, die hier gespeichert wurde, oder ohne sie weitermachen.",
    diverged:
      "Das Training ist entgleist: der Verlust oder ein Gradient ist keine Zahl mehr. Es hielt an, bevor das die Gewichte erreichte, und was das Netz vorher gelernt hatte, bleibt. Von dort mit kleineren Schritten weitermachen.",
    busy: "Das Training läuft. Es geht unverändert weiter: erst anhalten, dann noch einmal versuchen.",
    "storage-full":
      "Der Browser hat keinen Platz mehr zum Speichern. Das Training geht weiter, wird aber nicht aufbewahrt: Platz schaffen oder es exportieren.",
    crashed:
      "Das Rechenwerk ist abgestürzt; das ist ein Fehler dieses Programms, und von selbst ließ es sich nicht wieder starten. Die Einstellungen und das Training bis auf höchstens die letzte halbe Minute bleiben. Neu starten.",
  },
  chooseFiles: "Dateien selbst wählen",
  chooseFilesHelp:
    "Von der Festplatte genügen die vier Dateien von Fashion-MNIST: Bilder und Labels zum Training (train-…) und zum Test (t10k-…), als .gz oder entpackt.",
  remedies: {
    "retry-loading": "Noch einmal versuchen",
    restart: "Neu starten",
    "train-slower": "Weiter, mit einem Drittel der Lernrate",
    dismiss: "Schließen",
  },
};

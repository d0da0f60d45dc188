import type { ProblemsWords } from "../en/problems";

export const problems: ProblemsWords = {
  sentences: {
    "no-webgpu":
      "Dieser Browser gibt keinen Zugriff auf einen Grafikprozessor. Nichts ist verloren: auf der CPU trainieren oder ein aktuelles Chrome, Edge oder Safari versuchen.",
    "adapter-rejected":
      "Dem Grafikprozessor fehlt etwas, das für das Training nötig ist. Nichts ist verloren: stattdessen auf der CPU trainieren.",
    "device-lost":
      "Der Grafikprozessor antwortet nicht mehr. Die Einstellungen bleiben, die Kurven bis zum Neustart; was das Netz gelernt hatte, ist verloren. Neu starten: dann trainiert die CPU, wenn nicht WebGPU gewünscht wurde.",
    "out-of-memory":
      "Dem Gerät ist der Speicher ausgegangen. Die Einstellungen bleiben, die Kurven bis zum Neustart; was das Netz gelernt hatte, ist verloren. Andere Tabs schließen oder eine kleinere Batch-Größe wählen, dann neu starten.",
    "self-test-failed":
      "Der Grafikprozessor hat sich bei einem Test verrechnet und wird deshalb nicht benutzt. Nichts ist verloren: stattdessen trainiert die CPU. Ein neuerer Browser oder Grafiktreiber kann helfen.",
    network:
      "Eine Datei ist nicht angekommen. Was geladen ist und was das Netz gelernt hat, bleibt. Die Verbindung prüfen und noch einmal versuchen.",
    "bad-data":
      "Eine Datendatei ist beschädigt angekommen und wurde nicht benutzt. Was geladen ist und was das Netz gelernt hat, bleibt. Noch einmal versuchen; hilft das nicht, ist die Datei auf dem Server beschädigt.",
    "bad-image":
      "Dieses Bild lässt sich nicht einordnen. Nichts hat sich geändert: nötig sind 784 Graustufen, eine für jedes Pixel eines Bildes von 28 mal 28.",
    "bad-config":
      "Diese Einstellung ist nicht möglich. Der bisherige Wert gilt weiter: den neuen berichtigen und noch einmal übernehmen.",
    "bad-model":
      "Diese Datei enthält kein Modell, das sich hier verwenden lässt. Das jetzige Modell bleibt: eine vollständige Datei wählen, die hier exportiert wurde oder dieselben Namen und Formen hat.",
    "bad-checkpoint":
      "Diese Datei enthält keinen Zwischenstand, der sich hier fortsetzen lässt. Das jetzige Training bleibt: eine vollständige Datei wählen, die hier gespeichert wurde, oder ohne sie weitermachen.",
    diverged:
      "Das Training ist entgleist: der Verlust ist keine Zahl mehr. Kurven und Einstellungen bleiben, die Gewichte taugen nichts mehr. Die Lernrate senken, dann zurücksetzen.",
    busy: "Das Training läuft. Es geht unverändert weiter: erst anhalten, dann noch einmal versuchen.",
    "storage-full":
      "Der Browser hat keinen Platz mehr zum Speichern. Das Training geht weiter, wird aber nicht aufbewahrt: Platz schaffen oder es exportieren.",
    crashed:
      "Das Rechenwerk ist abgestürzt; das ist ein Fehler dieses Programms. Die Einstellungen bleiben, die Kurven bis zum Neustart; was das Netz gelernt hatte, ist verloren. Neu starten.",
  },
  remedies: {
    "retry-loading": "Noch einmal versuchen",
    restart: "Neu starten",
    dismiss: "Schließen",
  },
};

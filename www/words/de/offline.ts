import type { OfflineWords } from "../en/offline";

export const offline: OfflineWords = {
  title: "Ohne Internet",
  help: (total) =>
    `Die Seite selbst behält dieser Browser. Mit den Bildern, ${total} MB, trainiert sie auch ohne Internet.`,
  keep: (total) => `Bilder für offline behalten (${total} MB)`,
  underWay: (kept, total) => `Die Bilder werden gespeichert: ${kept} von ${total} MB.`,
  stop: "Anhalten",
  partly: (kept, total) =>
    `${kept} von ${total} MB der Bilder sind gespeichert: zu wenig, um ohne Internet zu trainieren.`,
  kept: (total) => `Die Bilder sind gespeichert, ${total} MB: Der nächste Besuch braucht kein Internet.`,
  remove: "Bilder entfernen",
  noRoom: (total) =>
    `Dieser Browser hat keinen Platz für die Bilder, ${total} MB; keines ist gespeichert. Alles andere geht weiter: Sie kommen wie bisher über das Netz. Platz schaffen und noch einmal versuchen.`,
  noPage: "Dieser Browser hat keinen Platz, diese Seite zu behalten; sie geht nur über das Netz.",
  broken: (kept, total) =>
    `Nicht alle Bilder sind angekommen: ${kept} von ${total} MB sind gespeichert. Alles andere geht weiter. Die Verbindung prüfen und noch einmal versuchen.`,
  update: {
    offer: "Eine neue Version dieser Seite ist da.",
    reload: "Neu laden",
    later: "Jetzt nicht",
    loses: "Neu laden unterbricht das Training. Danach lässt es sich fortsetzen, wo der Browser es aufhebt.",
    anyway: "Trotzdem neu laden",
  },
};

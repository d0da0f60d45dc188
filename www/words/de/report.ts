import type { ReportWords } from "../en/report";

const LIST = new Intl.ListFormat("de");

export const report: ReportWords = {
  title: "Bericht",
  print: "Drucken oder als PDF speichern",
  back: "Zurück",
  actions: "Bericht",
  date: "Datum",
  trainedOn: "Trainiert auf",
  settings: "Einstellungen",
  link: "Diesen Lauf wiederholen",
  structure: {
    title: "I. Aufbau",
    summary: (total, largest, share) =>
      `Das Netz hat ${total} Parameter; ${share} davon gehören zur Schicht „${largest}“.`,
    note: "Ausgabe: Höhe × Breite × Kanäle für ein Bild.",
    empty: "Es gibt noch kein Netz: es erscheint hier, sobald der Trainer bereit ist.",
  },
  weights: {
    title: "II. Gewichte",
    intro:
      "Einige Gewichte und Bias-Werte jeder Schicht, wie numpy sie ausgibt, und wie alle zusammen beschaffen sind. Gesunde sind weder alle null noch alle gleich und liegen fast alle zwischen −1 und 1.",
    empty: "Es gibt noch keine Gewichte zu zeigen.",
    untrained: "In diesem Lauf ist noch nichts trainiert: mit diesen Gewichten beginnt er.",
    allGood: (count) =>
      `Alle ${count} bestehen: weder alle null noch alle gleich, und fast alle zwischen −1 und 1.`,
    someNot: (names) => `Auffällig: ${names}. Die übrigen bestehen.`,
    range: "Bereich",
    rangeOf: (least, most) => `${least} bis ${most}`,
    mean: "Mittelwert",
    deviation: "Standardabw.",
    zeros: "Nullen",
    good: "Weder alle null noch alle gleich, und in einem vernünftigen Bereich.",
    allZero: "Alle null: hier ist noch nichts gelernt, oder es kommt kein Gradient an.",
    allAlike: (value) => `Alle sind ${value}: die Einheiten können nichts unterscheiden.`,
    wide: (share) =>
      `Weder alle null noch alle gleich, aber ${share} liegen außerhalb von −1 bis 1, und das ist viel.`,
    spoiled: "Einige sind keine Zahlen mehr: die Lernrate war zu hoch.",
    values: (name) => `Werte von ${name}`,
    histogram: (name, least, most) => `Histogramm von ${name}, von ${least} bis ${most}`,
    filters: (count, all) =>
      count === all ? `Alle ${all} Filter von conv1` : `${count} der ${all} Filter von conv1`,
    filtersMeaning: (limit) => `Von Schwarz, −${limit}, über Grau, 0, zu Weiß, ${limit}.`,
  },
  curves: {
    title: "III. Genauigkeit und Verlust",
    empty: "Noch ist keine Epoche trainiert. Nach der ersten stehen hier ihre Ergebnisse.",
    unfinished: "Die erste Epoche ist noch nicht abgeschlossen. Danach stehen hier ihre Ergebnisse.",
    accuracy: "Genauigkeit",
    loss: "Verlust",
    epoch: "Epoche",
    steps: "Training, jede Meldung",
    train: "Training",
    sample: "Training ohne Dropout",
    test: "Test",
    chart: (name) => `${name} über die Epochen. Die Tabelle darunter enthält die Zahlen.`,
    picked: (shown, all) => `${shown} von ${all} Epochen, mit der ersten, der besten und der letzten.`,
    course: {
      epochs(stretches) {
        const [only] = stretches;
        const isOne = stretches.length === 1 && only?.first === only?.last;
        const parts = stretches.map(({ first, last }) => (first === last ? first : `${first} bis ${last}`));
        return `${isOne ? "Epoche" : "den Epochen"} ${LIST.format(parts)}`;
      },
      oneEpoch: "Erst eine Epoche ist trainiert; über den Verlauf lässt sich noch nichts sagen.",
      above: (epochs) => `Die Testgenauigkeit lag in ${epochs} über der Trainingsgenauigkeit.`,
      aboveThroughout: "Die Testgenauigkeit lag in jeder Epoche über der Trainingsgenauigkeit.",
      neverAbove: "Die Testgenauigkeit lag in keiner Epoche über der Trainingsgenauigkeit.",
      why: {
        dropout:
          "Die Trainingsgenauigkeit wird gezählt, während das Netz lernt. Dropout schaltet dabei einen Teil seiner Signale stumm, und im Lauf der Epoche werden die Gewichte besser. Der Test kommt am Ende der Epoche und befragt das ganze Netz.",
        augmentation:
          "Die Trainingsgenauigkeit wird gezählt, während das Netz lernt. Seine Bilder werden dabei zufällig verändert, und im Lauf der Epoche werden die Gewichte besser. Der Test kommt am Ende der Epoche und zeigt die Bilder, wie sie sind.",
        both: "Die Trainingsgenauigkeit wird gezählt, während das Netz lernt. Dropout schaltet dabei einen Teil seiner Signale stumm, die Bilder werden zufällig verändert, und im Lauf der Epoche werden die Gewichte besser. Der Test kommt am Ende der Epoche, befragt das ganze Netz und zeigt die Bilder, wie sie sind.",
        neither:
          "Die Trainingsgenauigkeit wird gezählt, während das Netz lernt, und mittelt so über eine Epoche, in der die Gewichte besser werden; der Test kommt am Ende der Epoche. Dropout ist aus, sonst drückt also nichts die Trainingsgenauigkeit.",
      },
      countedAlikeAbove: (epoch, sample, test) =>
        `Gezählt wie im Test, nach Epoche ${epoch} und ohne Dropout, ergaben Trainingsbilder ${sample}, der Test ${test}: der Vorsprung des Tests kam von der Zählweise.`,
      countedAlikeBelow: (epoch, sample, test) =>
        `Selbst gezählt wie im Test, nach Epoche ${epoch} und ohne Dropout, ergaben Trainingsbilder ${sample}, der Test ${test}: auswendig gelernt war da noch nichts.`,
      stillAbove:
        "Auch nach der letzten lag sie darüber: der Test ist nicht zurückgefallen. Mit mehr Epochen geschieht das meist.",
      notAboveSince: (epoch) => `Ab Epoche ${epoch} lag sie nicht mehr darüber.`,
      trainingLeads: (epoch, train, test, gap) =>
        `Nach Epoche ${epoch} beträgt die Trainingsgenauigkeit ${train} und die Testgenauigkeit ${test}: das Training führt um ${gap} Prozentpunkte.`,
      testLeads: (epoch, train, test, gap) =>
        `Nach Epoche ${epoch} beträgt die Trainingsgenauigkeit ${train} und die Testgenauigkeit ${test}: der Test führt um ${gap} Prozentpunkte.`,
      level: (epoch, both) => `Nach Epoche ${epoch} liegen Training und Test gleichauf bei ${both}.`,
      overfits:
        "Das Netz ist bei Bildern, mit denen es trainiert, besser als bei neuen: es lernt auch, was nur diesen eigen ist. Das heißt Überanpassung.",
      sampleAbove: (sample, gap) =>
        `Ohne Dropout ergeben Trainingsbilder ${sample}, ${gap} Prozentpunkte mehr als der Test.`,
      sampleBelow: (sample, gap) =>
        `Ohne Dropout ergeben Trainingsbilder ${sample}, ${gap} Prozentpunkte weniger als der Test.`,
      bestIsLast: (epoch, accuracy) =>
        `Am besten ist die Testgenauigkeit nach der letzten Epoche, ${epoch}: ${accuracy}. Mehr Epochen können sie noch erhöhen.`,
      bestWas: (epoch, accuracy, drop) =>
        `Am besten war die Testgenauigkeit nach Epoche ${epoch}: ${accuracy}. Am Ende lag sie ${drop} Prozentpunkte tiefer.`,
      bestHeld: (epoch, accuracy) =>
        `Am besten war die Testgenauigkeit nach Epoche ${epoch}: ${accuracy}. Am Ende war sie ebenso hoch.`,
      lossRose: (epoch, lowest, last) =>
        `Der Testverlust war nach Epoche ${epoch} am kleinsten, ${lowest}, und lag am Ende bei ${last}: wo das Netz sich irrt, ist es sich dabei sicherer geworden.`,
    },
  },
  mistakes: {
    title: "IV. Fehler",
    empty:
      "Das Netz ist noch nicht getestet. Nach der ersten Epoche stehen hier Bilder, die es falsch einordnet.",
    noneKept:
      "Welche Bilder es falsch eingeordnet hat, ist hier nicht bekannt, etwa nach dem Öffnen eines Zwischenstands. Nach der nächsten Epoche stehen sie hier.",
    summary: (wrong, all, accuracy) =>
      `Im letzten Test hat das Netz ${wrong} von ${all} Bildern falsch eingeordnet: eine Genauigkeit von ${accuracy}.`,
    shown: (count) =>
      `Hier sind die ${count} Fehler, bei denen es sich am sichersten war: was das Bild ist, dann wofür das Netz es hielt und wie sicher es war.`,
    frequent: "Am häufigsten:",
    takenFor: (truth, predicted, count) => `${truth} gehalten für ${predicted}, ${count}-mal`,
    image: (index, truth) => `Testbild ${index}: ${truth}`,
    caption: (predicted) => `→ ${predicted}`,
  },
};

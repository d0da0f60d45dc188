import type { ExplainWords } from "../en/explain";

export const explain: ExplainWords = {
  title: "Was hier geschieht",
  hide: "Ausblenden",
  show: "Einblenden",
  hideExplanations: "Erklärungen ausblenden",
  showExplanations: "Erklärungen einblenden",
  explanations: {
    opening: {
      title: "Ein Blick auf das Gerät",
      text: () =>
        "Training braucht Milliarden Multiplikationen in der Sekunde. Ein Grafikprozessor rechnet viele davon gleichzeitig, deshalb sucht die Seite zuerst einen; sonst rechnet die CPU.",
    },
    loading: {
      title: "Was gerade geladen wird",
      text: ({ trainImages }, numbers) =>
        `${numbers.integer(trainImages)} kleine graue Bilder von Kleidung zum Lernen und 10.000 andere für Tests. Jedes hat 28 mal 28 Pixel und gehört zu einer von zehn Klassen.`,
    },
    network: {
      title: "Was das Netz ist",
      text: ({ parameters }, numbers) =>
        `Eine Formel mit ${numbers.integer(parameters)} verstellbaren Zahlen, den Gewichten. Aus den Graustufen eines Bildes macht sie zehn Wahrscheinlichkeiten, eine für jede Klasse. Anfangs sind die Gewichte zufällig und die Antworten auch.`,
    },
    train: {
      title: "Was beim Trainieren geschieht",
      text: ({ epochs }, numbers) =>
        `Das Netz bekommt Bilder, deren Klasse bekannt ist, und jedes Gewicht wird ein wenig so verschoben, dass die Antwort weniger falsch gewesen wäre. Alle Bilder kommen ${epochs === 1 ? "einmal" : `${numbers.integer(epochs)}-mal`} an die Reihe.`,
    },
    loss: {
      title: "Was hier fällt: der Verlust",
      text: () =>
        "Der Verlust (englisch: loss) sagt, wie sehr die richtige Antwort das Netz überrascht hat: 0, wenn es ihrer sicher war, 2,3, wenn es allen zehn Klassen gleich viel zutraute. Training macht ihn kleiner.",
    },
    chance: {
      title: "Warum die Genauigkeit bei 10 % beginnt",
      text: () =>
        "Es gibt zehn Klassen mit gleich vielen Bildern. Wer nichts weiß und rät, liegt bei einem von zehn richtig. Schon die ersten paar Hundert Bilder lehren, Schuhe von Hemden zu unterscheiden.",
    },
    epoch: {
      title: "Was eine Epoche ist",
      text: ({ trainImages, epochs }, numbers) =>
        `Ein Durchgang durch alle ${numbers.integer(trainImages)} Trainingsbilder, jedes Mal in neuer Reihenfolge. Dieses Training hat ${numbers.integer(epochs)}. Nach jeder Epoche wird getestet.`,
    },
    miniBatch: {
      title: "Was ein Mini-Batch ist",
      text: ({ batchSize, stepsPerEpoch }, numbers) =>
        `${numbers.integer(batchSize)} Bilder, die zusammen betrachtet werden, bevor die Gewichte einmal korrigiert werden: ${numbers.integer(stepsPerEpoch)} Korrekturen in einer Epoche. Wenige Bilder machen die Kurve zackig, denn jede Handvoll ist leichter oder schwerer.`,
    },
    testing: {
      title: "Wozu der Test dient",
      text: () =>
        "Ein Netz kann seine Bilder auswendig lernen. Deshalb wird es mit 10.000 Bildern getestet, mit denen es nie trainiert: Erst dort zeigt sich, ob es verstanden hat, wie ein Mantel aussieht.",
    },
    testAboveTrain: {
      title: "Warum der Test über dem Training liegt",
      text: ({ testAccuracy, trainAccuracy }, numbers) =>
        `Test ${numbers.share(testAccuracy, 1)}, Training ${numbers.share(trainAccuracy, 1)}: Beim Trainieren hält Dropout einen zufälligen Teil des Netzes stumm, das macht es schwerer; im Test ist alles an. Außerdem ist der Wert des Trainings ein Mittel über die Epoche, in der das Netz erst weniger wusste.`,
    },
    overfitting: {
      title: "Es lernt auswendig",
      text: ({ testAccuracy, sampleAccuracy }, numbers) =>
        `Von den Trainingsbildern sind ${numbers.share(sampleAccuracy, 1)} richtig, von neuen Bildern ${numbers.share(testAccuracy, 1)}. Dieser Abstand heißt Überanpassung. Mehr Dropout, gespiegelte Bilder oder weniger Epochen machen ihn kleiner.`,
    },
    flat: {
      title: "Der Verlust bewegt sich kaum",
      text: ({ learningRate }, numbers) =>
        `Vielleicht sind die Korrekturen zu klein: Die Lernrate ist ${numbers.short(learningRate, 7)}. Sie lässt sich während des Trainings erhöhen; 0,001 ist ein guter Anfang für Adam.`,
    },
    stuck: {
      title: "Der Verlust bewegt sich nicht",
      text: ({ learningRate }, numbers) =>
        `Die Lernrate von ${numbers.short(learningRate, 7)} ist wohl zu hoch: Die Gewichte sind dahin gesprungen, wo jedes Bild dieselbe Antwort bekommt, und finden nicht zurück. Auf 0,001 senken und zurücksetzen.`,
    },
    slowing: {
      title: "Warum es langsamer wird",
      text: ({ testAccuracy }, numbers) =>
        `Das Leichte ist zuerst gelernt. Was von ${numbers.share(testAccuracy, 1)} bis ${numbers.share(1, 0)} fehlt, sind meist Hemden, Pullover und Mäntel, die sich mit 28 mal 28 Pixeln gleichen; welche, zeigt die Konfusionsmatrix.`,
    },
    diverged: {
      title: "Was Entgleisen heißt",
      text: ({ learningRate }, numbers) =>
        `Eine Korrektur war so groß, dass die nächste noch größer sein musste, bis die Zahlen überliefen. Fast immer ist die Lernrate zu hoch, hier ${numbers.short(learningRate, 7)}: mit einem Drittel davon weitermachen, oder mit weniger, wenn auch das zu viel ist.`,
    },
    finished: {
      title: "Was es nun zu sehen gibt",
      text: ({ testAccuracy }, numbers) =>
        `${numbers.share(testAccuracy, 1)} der neuen Bilder sind richtig erkannt. Die Konfusionsmatrix zeigt, welche Klassen das Netz verwechselt, ein Klick darin die Bilder; die Gewichte zeigen, wonach die Filter suchen; auf der Zeichenfläche stellt es sich einer Zeichnung.`,
    },
  },
  glossary: "Begriffe",
  terms: [
    { term: "Epoche", meaning: "Ein Durchgang durch alle Trainingsbilder." },
    {
      term: "Mini-Batch (Stapel)",
      meaning:
        "Die wenigen Bilder, die zusammen betrachtet werden, bevor die Gewichte einmal korrigiert werden.",
    },
    {
      term: "Verlust (Loss)",
      meaning:
        "Wie falsch das Netz liegt, als eine Zahl: die Kreuzentropie, minus Logarithmus der Wahrscheinlichkeit, die es der richtigen Klasse gab. Training folgt ihrem Gefälle abwärts.",
    },
    {
      term: "Lernrate",
      meaning:
        "Wie weit jede Korrektur die Gewichte verschiebt. Ist sie zu klein, geschieht nichts; ist sie zu groß, springt das Netz über das Gesuchte hinweg.",
    },
    {
      term: "Faltung",
      meaning:
        "Ein kleines Fenster aus Gewichten, hier 3 mal 3, gleitet über das Bild und schlägt aus, wo das Muster darunter passt: eine Kante, eine Naht, ein Streifen. Jeder Filter sucht überall ein einziges Muster.",
    },
    {
      term: "Pooling (Zusammenfassen)",
      meaning:
        "Von je 2 mal 2 Antworten bleibt nur die größte. Das Bild wird kleiner, und es kommt weniger darauf an, wo genau ein Muster war.",
    },
    {
      term: "Dropout (Ausfallenlassen)",
      meaning:
        "Beim Trainieren bleibt ein zufälliger Teil der Signale stumm, jedes Mal ein anderer. So kann sich kein Teil auf einen anderen verlassen, und weniger wird auswendig gelernt. Im Test ist alles an.",
    },
    {
      term: "Softmax (letzter Schritt)",
      meaning:
        "Macht aus zehn Punktzahlen zehn Wahrscheinlichkeiten, die zusammen eins ergeben. Die größte wird zur Antwort.",
    },
    {
      term: "Überanpassung (Overfitting)",
      meaning:
        "Das Netz wird bei seinen Trainingsbildern besser als bei neuen: Es merkt sich die Bilder statt dessen, was sie gemeinsam haben.",
    },
    {
      term: "Konfusionsmatrix",
      meaning:
        "Eine Tabelle der wahren Klassen gegen die Antworten. Auf der Diagonale ist es richtig; eine große Zahl anderswo ist ein Paar, das verwechselt wird.",
    },
    {
      term: "Warum manche Bilder hoffnungslos sind",
      meaning:
        "Mit 28 mal 28 grauen Pixeln können ein T-Shirt und ein Hemd dasselbe Bild sein: Knöpfe und Kragen sind verschwunden. Auch sind einige Labels falsch. Menschen liegen bei 83,5 % richtig; selbst die besten Netze enden bei etwa 97 %.",
    },
  ],
};

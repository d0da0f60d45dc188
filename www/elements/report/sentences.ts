/** Facts about a run, put into sentences. What is said follows from the numbers alone. */

import type { CurveFacts, Handicaps, Standing } from "../../state/report-facts";
import type { CourseWords } from "../../words/en/report";
import type { Numbers } from "../../words/numbers";

/** Paragraphs: what happened first and why, what became of it, and what was best. */
export function courseSentences(
  facts: CurveFacts,
  handicaps: Handicaps,
  words: CourseWords,
  numbers: Numbers,
): string[][] {
  const isOne = facts.count === 1;
  const beginning = isOne ? [words.oneEpoch, end(facts.last, words, numbers)] : [lead(facts, words, numbers)];
  return [
    [...beginning, ...reason(facts, handicaps, words, numbers)],
    isOne ? [] : course(facts, words, numbers),
    isOne ? [] : summit(facts, words, numbers),
  ].filter((paragraph) => paragraph.length > 0);
}

function lead(
  { testAbove, notAboveSince, first, last }: CurveFacts,
  words: CourseWords,
  numbers: Numbers,
): string {
  if (testAbove.length === 0) return words.neverAbove;
  const [stretch] = testAbove;
  const isThroughout =
    notAboveSince === undefined && stretch?.first === first.epoch && stretch.last === last.epoch;
  if (isThroughout) return words.aboveThroughout;
  const epoch = (value: number) => numbers.integer(value);
  const stretches = testAbove.map((each) => ({ first: epoch(each.first), last: epoch(each.last) }));
  return words.above(words.epochs(stretches));
}

/** Why the test was above. Where it never was, nothing is to be explained. */
function reason(
  { firstAbove }: CurveFacts,
  { dropout, augmentation }: Handicaps,
  words: CourseWords,
  numbers: Numbers,
): string[] {
  if (!firstAbove) return [];
  const handicap = dropout ? (augmentation ? "both" : "dropout") : augmentation ? "augmentation" : "neither";
  const { epoch, sample, test } = firstAbove;
  if (sample === undefined || !dropout) return [words.why[handicap]];
  const counted = sample > test ? words.countedAlikeAbove : words.countedAlikeBelow;
  return [words.why[handicap], counted(numbers.integer(epoch), numbers.share(sample), numbers.share(test))];
}

/** What became of the lead, and how both stand at the end. */
function course(
  { testAbove, notAboveSince, last }: CurveFacts,
  words: CourseWords,
  numbers: Numbers,
): string[] {
  const sentences: string[] = [];
  if (notAboveSince !== undefined) sentences.push(words.notAboveSince(numbers.integer(notAboveSince)));
  else if (testAbove.length > 0) sentences.push(words.stillAbove);
  sentences.push(end(last, words, numbers));
  if (last.sample !== undefined) {
    const gap = last.sample - last.test;
    const compare = gap >= 0 ? words.sampleAbove : words.sampleBelow;
    sentences.push(compare(numbers.share(last.sample), points(gap, numbers)));
  }
  if (last.train > last.test) sentences.push(words.overfits);
  return sentences;
}

function end({ epoch, train, test }: Standing, words: CourseWords, numbers: Numbers): string {
  const at = numbers.integer(epoch);
  if (train === test) return words.level(at, numbers.share(test));
  const leads = train > test ? words.trainingLeads : words.testLeads;
  return leads(at, numbers.share(train), numbers.share(test), points(train - test, numbers));
}

function summit({ best, last, lossRise }: CurveFacts, words: CourseWords, numbers: Numbers): string[] {
  const epoch = numbers.integer(best.epoch);
  const accuracy = numbers.share(best.test);
  const sentences: string[] = [];
  if (best === last) sentences.push(words.bestIsLast(epoch, accuracy));
  else if (best.test === last.test) sentences.push(words.bestHeld(epoch, accuracy));
  else sentences.push(words.bestWas(epoch, accuracy, points(best.test - last.test, numbers)));
  if (lossRise) {
    const loss = (value: number) => numbers.fixed(value, 4);
    const { epoch: lowestAt, lowest, last: lastLoss } = lossRise;
    sentences.push(words.lossRose(numbers.integer(lowestAt), loss(lowest), loss(lastLoss)));
  }
  return sentences;
}

/** The size of a difference of two shares, in percentage points. */
function points(difference: number, numbers: Numbers): string {
  return numbers.fixed(Math.abs(difference) * 100, 2);
}

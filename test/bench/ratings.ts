import type { Answer, Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Random } from '#surveys/random.ts';
import type { Known } from './customers.ts';

/** Valuable customers see more of what they expect. */
const contentment: Readonly<Record<string, number>> = { A: 0.4, B: 0.1, C: -0.2 };

function point(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

/**
 * Ratings on scales from 1 to 10 as people give them: most expect much, whoever rates one item high rates the others
 * high too, and two pairs in a hundred have no rating, by "not applicable", half an answer or none.
 */
export function ratings(random: Random, definition: Definition, { abc }: Known): Answers {
  const answers: Record<string, Answer> = {};
  const lean = random.normal();
  const seen = lean + (contentment[abc] ?? 0);
  let item = 0;
  for (const { questions } of definition.pages) {
    for (const { kind, key } of questions) {
      if (kind === 'pair') {
        item += 1;
        const answer = pairAnswer(random, lean, seen, item);
        if (answer !== null) answers[key] = answer;
      } else if (random.next() >= 0.02) {
        const value = 7.4 + seen + random.normal();
        answers[key] = kind === 'recommend' ? point(value, 0, 10) : point(value, 1, 10);
      }
    }
  }
  return answers;
}

function pairAnswer(random: Random, lean: number, seen: number, item: number): Answer | null {
  const chance = random.next();
  if (chance < 0.01) return { perception: 'na' };
  if (chance < 0.015) return null;
  const expectation = point(8.3 - 0.15 * (item % 7) + 0.8 * lean + random.normal(), 1, 10);
  if (chance < 0.02) return { expectation };
  return { expectation, perception: point(7.8 - 0.25 * (item % 5) + 0.9 * seen + random.normal(), 1, 10) };
}

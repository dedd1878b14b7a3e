import type { Answer, Answers } from '#surveys/answers.ts';
import { isPairAnswer } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';
import { createRandom, type Random } from '#surveys/random.ts';

/** Some valid answer to a question; of pairs, one in twelve is "not applicable". */
function someAnswer(random: Random, question: Question, { scales }: Definition): Answer | null {
  switch (question.kind) {
    case 'pair': {
      const { min, max } = scales[question.scale] ?? { min: 1, max: 10 };
      if (question.notApplicable && random.below(12) === 0) return { perception: 'na' };
      const point = () => Math.max(min, max - random.below(6));
      return { expectation: point(), perception: point() };
    }
    case 'scale':
      return 4 + random.below(7);
    case 'recommend':
      return random.below(11);
    case 'choice':
      return question.options[random.below(question.options.length)]?.key ?? null;
    case 'text':
      return random.below(3) === 0 ? '送货很快，态度也好；包装可以再环保一点。 Thanks!' : null;
    case 'choices':
    case 'number':
    case 'ranking':
    case 'allocation':
    case 'contact':
      return null;
  }
}

/** Valid answers to a whole questionnaire. */
export function someAnswers(random: Random, definition: Definition): Answers {
  const answers: Record<string, Answer> = {};
  for (const question of definition.pages.flatMap(({ questions }) => questions)) {
    const answer = someAnswer(random, question, definition);
    if (answer !== null) answers[question.key] = answer;
  }
  return answers;
}

/** What one customer answers, and the forms a browser sends for it: one body a page, in order. */
export interface Sheet {
  readonly answers: Answers;
  readonly forms: readonly { readonly page: string; readonly body: string }[];
}

/** So many customers answer differently; then the same answers come again. */
const variety = 997;

/** What the customer with a number answers: always the same, so that it can be checked afterwards. */
export function createSheets(definition: Definition): (customer: number) => Sheet {
  const made: Sheet[] = [];
  return (customer) => {
    const which = customer % variety;
    made[which] ??= sheetOf(definition, createRandom(`customer ${which}`));
    return made[which];
  };
}

function sheetOf(definition: Definition, random: Random): Sheet {
  const answers = someAnswers(random, definition);
  return { answers, forms: formsOf(definition, answers) };
}

/** The answers of a sheet that were given on one page. */
export function answersOn(definition: Definition, answers: Answers, page: string): Answers {
  const questions = definition.pages.find(({ key }) => key === page)?.questions ?? [];
  const asked = new Set(questions.map(({ key }) => key));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key)));
}

function formsOf(definition: Definition, answers: Answers): Sheet['forms'] {
  return definition.pages.map(({ key, questions }) => {
    const fields = new URLSearchParams();
    for (const question of questions) append(fields, question, answers[question.key]);
    fields.append('_action', 'continue');
    return { page: key, body: fields.toString() };
  });
}

function append(fields: URLSearchParams, { kind, key }: Question, answer: Answer | undefined): void {
  if (isPairAnswer(answer)) {
    for (const [part, value] of Object.entries(answer)) fields.append(`${key}.${part}`, String(value));
  } else if (answer !== undefined) fields.append(key, String(answer));
  else if (kind === 'text') fields.append(key, '');
}

import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';

function both(chinese: string, english: string): LocalizedText {
  return { 'zh-CN': chinese, en: english };
}

/** A questionnaire with as many pairs as asked for, six a page, one factor a page; neither items nor factors weigh the same. */
function withPairs(pairs: number, last: DefinitionDocument['pages'][number]['questions']): Definition {
  const perPage = 6;
  const items = Array.from({ length: pairs }, (_, index) => ({
    key: `P${index + 1}`,
    name: both(`服务项目 ${index + 1}`, `Item of service number ${index + 1}`),
    weight: 1 + (index % 3),
  }));
  const groups = Array.from({ length: Math.ceil(pairs / perPage) }, (_, index) =>
    items.slice(index * perPage, (index + 1) * perPage),
  );
  const reading = readDefinition({
    ...factorCsi,
    factors: groups.map((group, index) => ({
      key: `factor${index + 1}`,
      name: both(`要素 ${index + 1}`, `Factor ${index + 1}`),
      kind: 'direct',
      weight: 1 + (index % 2),
      dimensions: [{ key: `dimension${index + 1}`, name: both('维度', 'Dimension'), items: group }],
    })),
    pages: [
      ...groups.map((group, index) => ({
        key: `page${index + 1}`,
        title: both(`第 ${index + 1} 部分`, `Part ${index + 1}`),
        questions: group.map(({ key }) => ({ kind: 'pair', key, scale: 'ten' })),
      })),
      { key: 'overall', title: both('总体评价', 'Overall'), questions: last },
    ],
  });
  if ('problems' in reading) throw new Error(`Not a questionnaire: ${JSON.stringify(reading.problems[0])}`);
  return reading.definition;
}

const overall = {
  kind: 'scale',
  key: 'overall',
  text: both('总的来说，您满意吗？', 'All in all, how satisfied are you?'),
  scale: 'ten',
} as const;

const recommend = {
  kind: 'recommend',
  key: 'recommend',
  text: both('您有多大可能推荐我们？', 'How likely are you to recommend us?'),
  low: both('完全不可能', 'Not at all likely'),
  high: both('非常可能', 'Extremely likely'),
} as const;

function choice(key: string) {
  return {
    kind: 'choice',
    key,
    text: both('您属于哪一类？', 'Which of these are you?'),
    options: ['a', 'b', 'c', 'd'].map((option) => ({
      key: option,
      label: both(`选项 ${option}`, `Option ${option}`),
    })),
  } as const;
}

const comment = { kind: 'text', key: 'comment', text: both('还有什么想说的？', 'Anything else?') } as const;

/** The questionnaire other products were measured with: 18 pairs, overall, recommend, comment, three choices. */
const compared = withPairs(18, [
  overall,
  recommend,
  choice('choice1'),
  choice('choice2'),
  choice('choice3'),
  comment,
]);

/** Fifteen pairs and two ratings: what reports are measured with. */
export const reported = withPairs(15, [overall, recommend, comment]);

/** So many pairs and two ratings, every one a number: what the measuring engine is measured with. */
export function measured(pairs: number): Definition {
  return withPairs(pairs, [overall, recommend]);
}

/** The questionnaires whose journeys are measured, by name. */
export const questionnaires = { compared, factorCsi } as const;

/** The pages whose weight and speed are measured: six pairs with the rest to follow, and everything on one. */
export const pages = { sixPairs: compared, wholeOnOne: onOnePage(compared) } as const;

function onOnePage(definition: Definition): Definition {
  const [first, ...others] = definition.pages;
  if (first === undefined) throw new Error('The questionnaire has no pages');
  return {
    ...definition,
    pages: [{ ...first, questions: [first, ...others].flatMap(({ questions }) => questions) }],
  };
}

import type { DefinitionDocument } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';

export function both(chinese: string, english: string): LocalizedText {
  return { 'zh-CN': chinese, en: english };
}

/** The scales a panel's questions may have. */
export const scales = {
  ten: { min: 1, max: 10 },
  seven: { min: -3, max: 3 },
  five: { min: 1, max: 5 },
} as const;
export type ScaleName = keyof typeof scales;

/** An item of a panel: asked as a pair on a scale. */
export interface PanelItem {
  readonly key: string;
  readonly factor: string;
  readonly scale: ScaleName;
  readonly weight: number;
  readonly importance?: true;
}

const words = (zh: string, en: string) => ({
  label: both(zh, en),
  low: both('低', 'Low'),
  high: both('高', 'High'),
});

/** A questionnaire of pairs, an overall rating on the five-point scale and the likelihood to recommend. */
export function questionnaireOf(
  items: readonly PanelItem[],
  index: DefinitionDocument['index'],
  factorWeights: Readonly<Record<string, number>>,
): DefinitionDocument {
  return {
    format: 1,
    languages: ['zh-CN', 'en'],
    title: both('快递服务跟踪调查', 'Delivery panel'),
    organisation: both('某快递公司', 'An express company'),
    introduction: both('请为各项打分。', 'Please rate each item.'),
    thanks: both('谢谢！', 'Thank you.'),
    scales: Object.fromEntries(
      Object.entries(scales).map(([name, ends]) => [
        name,
        { ...ends, low: both('差', 'Poor'), high: both('好', 'Good') },
      ]),
    ),
    pairWords: {
      expectation: words('期望', 'Expected'),
      perception: words('感受', 'Experienced'),
      importance: words('重要程度', 'Important'),
      notApplicable: both('不适用', 'Not applicable'),
    },
    factors: Object.entries(factorWeights).map(([key, weight]) => ({
      key,
      name: both(`因素 ${key}`, `Factor ${key}`),
      kind: 'direct',
      weight,
      dimensions: [
        {
          key: `${key}-all`,
          name: both('方面', 'Aspect'),
          items: items
            .filter(({ factor }) => factor === key)
            .map((item) => ({
              key: item.key,
              name: both(`项目 ${item.key}`, `Item ${item.key}`),
              weight: item.weight,
            })),
        },
      ],
    })),
    pages: [
      {
        key: 'all',
        title: both('评价', 'Ratings'),
        questions: [
          ...items.map(({ key, scale, importance = false }) => ({
            kind: 'pair' as const,
            key,
            scale,
            importance,
          })),
          {
            kind: 'scale',
            key: 'satisfied',
            text: both('总的来说满意吗？', 'Satisfied overall?'),
            scale: 'five',
          },
          {
            kind: 'recommend',
            key: 'recommend',
            text: both('会推荐我们吗？', 'Would you recommend us?'),
            low: both('不会', 'No'),
            high: both('会', 'Yes'),
          },
        ],
      },
    ],
    index,
  };
}

import type { DefinitionDocument, IndexRule, PairWords } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import type { Scale } from '../scales.ts';
import { both } from './both.ts';

/** Satisfaction in ten points, as the index is measured everywhere here unless a model wants another scale. */
export const ten: Scale = {
  min: 1,
  max: 10,
  low: both('很不满意', 'Very dissatisfied'),
  high: both('很满意', 'Very satisfied'),
};

/** The words around a pair: ○ expectation, ● what was got. */
export function pairWordsWith(notApplicable: LocalizedText): PairWords {
  return {
    expectation: {
      label: both('您的期望', 'What you expected'),
      low: both('很低', 'Very low'),
      high: both('很高', 'Very high'),
    },
    perception: {
      label: both('您的实际感受', 'What you got'),
      low: both('很差', 'Very poor'),
      high: both('很好', 'Very good'),
    },
    notApplicable,
  };
}

export const noExperience = both('没有体验过或不了解', 'No experience, or don’t know');

/** C counted from the lowest point, all items in one composite, "as expected" within 3 % of 1. */
export const usualIndex: IndexRule = { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 };

/** What is said first where items are rated twice: what it is about, how to answer, how long it takes. */
export function ratedIntroduction(chinese: string, english: string, minutes: number): LocalizedText {
  return both(
    `${chinese}每个项目请打两个分：您原来的期望，和您的实际感受，1 分最低，10 分最高。没有体验过或不了解的项目，请直接选“没有体验过或不了解”。填写大约需要 ${minutes} 分钟，您的回答只用于改进服务。`,
    `${english} Please rate each item twice, from 1 (lowest) to 10 (highest): what you expected, and what you got. Where you have no experience, say so. It takes about ${minutes} minutes, and your answers are used only to improve the service.`,
  );
}

export const thanks = both(
  '感谢您抽出时间！您的意见已经收到，我们会认真阅读，并据此改进服务。',
  'Thank you for your time. Your answers have arrived; we will read them and use them to improve our service.',
);

/** What every ready questionnaire begins with: both languages, a company without a name yet, pairs in ten points. */
export const inTenPoints = {
  format: 1,
  languages: ['zh-CN', 'en'],
  organisation: both('本公司', 'Our company'),
  thanks,
  scales: { ten },
  pairWords: pairWordsWith(noExperience),
  index: usualIndex,
} satisfies Partial<DefinitionDocument>;

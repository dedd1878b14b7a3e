import { type Plan, plan } from '#reports/plan.ts';
import type { Definition } from '#surveys/definition.ts';
import { allocateProportionally, type Populations, type Sizes } from '#surveys/sampling/allocation.ts';
import type { Privacy } from '#surveys/settings.ts';
import { templateWith } from '#surveys/templates/library.ts';
import { variableWords } from './variable-words.ts';

/** The demonstration's survey, as it is called in addresses and commands. */
export const demoSlug = 'huajie';

export const frameKey = 'customers';
/** Where the frame came from, as a report says it in either language. */
export const frameSource = '华捷速运客户清单（演示数据） · Huajie Express customer list (demonstration)';

export const customerCount = 20_000;

export const organisation = { 'zh-CN': '华捷速运', en: 'Huajie Express' };

export const brand = { colour: '#0b57a4' };

export const privacy: Privacy = {
  version: '2025-10',
  purpose: {
    'zh-CN': '了解您对我们服务的期望和实际感受，找出应当改进的地方。',
    en: 'To learn what you expect of our service and what you get, and where we should do better.',
  },
  use: {
    'zh-CN':
      '答卷由我们的质量部门保管，只用于统计和改进服务，不用于推销，也不提供给他人。您留下联系方式时，客服人员会看到您写的内容，以便回复您。',
    en: 'Our quality department keeps the answers. They are used for statistics and to improve the service, not for advertising, and are given to nobody else. Where you ask to be contacted, customer service sees what you wrote, so as to answer you.',
  },
  retention: {
    'zh-CN': '答卷保存三年，之后只保留统计结果。',
    en: 'Answers are kept for three years; after that only statistics remain.',
  },
  contact: {
    'zh-CN': '华捷速运质量部，quality@huajie.example',
    en: 'Huajie Express, quality department, quality@huajie.example',
  },
  ask: false,
};

/**
 * The Factor CSI questionnaire in the name of the invented company, with what follows for whoever is dissatisfied. An answer
 * can be changed while its wave is open.
 */
export const questionnaire: Definition = {
  ...templateWith('factor-csi', ['what-went-wrong', 'complaint-behaviour', 'contact-offer']),
  title: { 'zh-CN': '华捷速运顾客满意度调查', en: 'Huajie Express customer satisfaction survey' },
  organisation,
  brand,
  privacy,
  changeable: true,
};

export const companyPlan: Plan = plan.parse({
  weighting: {
    nonresponse: { classes: ['stratum', 'tenure'], minimum: 20 },
    calibration: { method: 'raking', margins: ['stratum', 'region', 'tenure'] },
  },
  segments: ['abc', 'market', 'region'],
  value: { revenue: 'revenue', currency: 'CNY' },
  variables: variableWords,
});

/** Customers asked per wave by value class: of the few who bring most, far more than their share. */
const sampledOfClass: Readonly<Record<string, number>> = { A: 560, B: 680, C: 1040 };
const fewestPerStratum = 60;

/** n_h of every stratum `CLASS.MARKET`: a class's sample is divided over its markets in proportion. */
export function sampleSizes(populations: Populations): Sizes {
  const sizes = new Map<string, number>();
  for (const [valueClass, total] of Object.entries(sampledOfClass)) {
    const strata = new Map([...populations].filter(([stratum]) => stratum.startsWith(`${valueClass}.`)));
    const allocation = allocateProportionally(strata, total, fewestPerStratum);
    if ('problems' in allocation) {
      throw new RangeError(`The sample of class ${valueClass} cannot be divided over its strata`);
    }
    for (const [stratum, size] of allocation.sizes) sizes.set(stratum, size);
  }
  return sizes;
}

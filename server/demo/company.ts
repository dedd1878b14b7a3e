import { type Plan, plan } from '#reports/plan.ts';
import type { Definition } from '#surveys/definition.ts';
import { allocateProportionally, type Populations, type Sizes } from '#surveys/sampling/allocation.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { variableWords } from './variable-words.ts';

/** The demonstration's survey, as it is called in addresses and commands. */
export const demoSlug = 'huajie';

export const frameKey = 'customers';
/** Where the frame came from, as a report says it in either language. */
export const frameSource = '华捷速运客户清单（演示数据） · Huajie Express customer list (demonstration)';

export const customerCount = 20_000;

/** The Factor CSI questionnaire in the name of the invented company. */
export const questionnaire: Definition = {
  ...factorCsi,
  title: { 'zh-CN': '华捷速运顾客满意度调查', en: 'Huajie Express customer satisfaction survey' },
  organisation: { 'zh-CN': '华捷速运', en: 'Huajie Express' },
};

export const companyPlan: Plan = plan.parse({
  weighting: {
    nonresponse: { classes: ['stratum', 'tenure'], minimum: 20 },
    calibration: { method: 'raking', margins: ['stratum', 'region', 'tenure'] },
  },
  segments: ['abc', 'market', 'region'],
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

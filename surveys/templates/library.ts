import type { Definition } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { acsiTemplate } from './acsi.ts';
import { basicServiceTemplate } from './basic-service.ts';
import { both } from './both.ts';
import { ccsiTemplate } from './ccsi.ts';
import { complaintSurveyTemplate } from './complaint-survey.ts';
import { coreServiceTemplate } from './core-service.ts';
import { deliveryTemplate } from './delivery.ts';
import { ecsiTemplate } from './ecsi.ts';
import { factorCsiTemplate } from './factor-csi.ts';
import { logisticsServiceQualityTemplate } from './logistics-service-quality.ts';
import { type Module, withModules } from './module.ts';
import { complaintBehaviour } from './modules/complaint-behaviour.ts';
import { contactOffer } from './modules/contact-offer.ts';
import { whatWentWrong } from './modules/what-went-wrong.ts';
import { servqualTemplate } from './servqual.ts';
import { sevenRightsTemplate } from './seven-rights.ts';
import type { Template } from './template.ts';
import { transactionStagesTemplate } from './transaction-stages.ts';

/** The modules by name, in the order in which they follow one another: what happened, what came of it, the offer. */
const modules = {
  'what-went-wrong': { title: both('哪里没有做好', 'What went wrong'), module: whatWentWrong },
  'complaint-behaviour': {
    title: both('客户表达不满的方式', 'Complaint behaviour'),
    module: complaintBehaviour,
  },
  'contact-offer': { title: both('是否需要联系', 'Offer to get in touch'), module: contactOffer },
} as const satisfies Record<string, { title: LocalizedText; module: Module }>;
export type ModuleName = keyof typeof modules;
export const moduleNames = Object.keys(modules) as readonly ModuleName[];

/** What a module is called. */
export function moduleTitle(name: ModuleName): LocalizedText {
  return modules[name].title;
}

/** The ready questionnaires by name, each with the modules it always has. */
const templates = {
  'factor-csi': { template: factorCsiTemplate, own: [] },
  'logistics-service-quality': { template: logisticsServiceQualityTemplate, own: [] },
  'core-service': { template: coreServiceTemplate, own: [] },
  'basic-service': { template: basicServiceTemplate, own: [] },
  'transaction-stages': { template: transactionStagesTemplate, own: [] },
  'seven-rights': { template: sevenRightsTemplate, own: [] },
  delivery: { template: deliveryTemplate, own: ['what-went-wrong', 'contact-offer'] },
  'complaint-behaviour': {
    template: complaintSurveyTemplate,
    own: ['what-went-wrong', 'complaint-behaviour'],
  },
  servqual: { template: servqualTemplate, own: [] },
  acsi: { template: acsiTemplate, own: [] },
  ecsi: { template: ecsiTemplate, own: [] },
  ccsi: { template: ccsiTemplate, own: [] },
} as const satisfies Record<string, { template: Template; own: readonly ModuleName[] }>;
export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as readonly TemplateName[];

/** A ready questionnaire as the library lists it. */
export interface TemplateEntry extends Pick<Template, 'about' | 'constructs'> {
  readonly name: TemplateName;
  /** The modules it always has. */
  readonly own: readonly ModuleName[];
  /** With its own modules, as `templateWith` gives it. */
  readonly questionnaire: Definition;
}

/** One questionnaire of the library, with what there is to know of it. */
export function templateEntry(name: TemplateName): TemplateEntry {
  const { template, own } = templates[name];
  const { about, constructs }: Template = template;
  return { name, about, constructs, own, questionnaire: templateWith(name, []) };
}

/** A name somebody gave, if it is that of a questionnaire of the library. */
export function templateNamed(name: string): TemplateName | null {
  return templateNames.find((each) => each === name) ?? null;
}

/** A ready questionnaire with the modules asked for besides its own, each once, whatever the order they are named in. */
export function templateWith(name: TemplateName, asked: readonly ModuleName[]): Definition {
  const { template, own } = templates[name];
  const { questionnaire, dissatisfied }: Template = template;
  const wanted = new Set<ModuleName>([...own, ...asked]);
  const chosen = moduleNames.filter((each) => wanted.has(each)).map((each) => modules[each].module);
  return withModules(questionnaire, chosen, { dissatisfied });
}

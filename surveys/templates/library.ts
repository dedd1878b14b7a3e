import type { Definition } from '../definition.ts';
import { delivery } from './delivery.ts';
import { factorCsi } from './factor-csi.ts';
import { type Module, withModules } from './module.ts';
import { complaintBehaviour } from './modules/complaint-behaviour.ts';
import { contactOffer } from './modules/contact-offer.ts';
import { whatWentWrong } from './modules/what-went-wrong.ts';

/** The modules by name, in the order in which they follow one another: what happened, what came of it, the offer. */
const modules = {
  'what-went-wrong': whatWentWrong,
  'complaint-behaviour': complaintBehaviour,
  'contact-offer': contactOffer,
} as const satisfies Record<string, Module>;
export type ModuleName = keyof typeof modules;
export const moduleNames = Object.keys(modules) as readonly ModuleName[];

/** The ready questionnaires by name, each with the modules it always has. */
const templates = {
  'factor-csi': { questionnaire: factorCsi, own: [] },
  delivery: { questionnaire: delivery, own: ['what-went-wrong', 'contact-offer'] },
} as const satisfies Record<string, { questionnaire: Definition; own: readonly ModuleName[] }>;
export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as readonly TemplateName[];

/** A ready questionnaire with the modules asked for besides its own, each once, whatever the order they are named in. */
export function templateWith(name: TemplateName, asked: readonly ModuleName[]): Definition {
  const { questionnaire, own } = templates[name];
  const wanted = new Set<ModuleName>([...own, ...asked]);
  return withModules(
    questionnaire,
    moduleNames.filter((each) => wanted.has(each)).map((each) => modules[each]),
  );
}

import type { FormView } from './form.view.ts';
import type { StudioFrame } from './frame.view.ts';

/** A page that is a form and little else. */
export interface StudioFormPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly prose: readonly string[];
  readonly form: FormView;
  /** Where to go instead. */
  readonly back: { readonly href: string; readonly label: string } | null;
}

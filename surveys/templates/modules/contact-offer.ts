import { both } from '../both.ts';
import type { Module } from '../module.ts';

/** An offer to be contacted about what went wrong. Nobody has to take it; an anonymous survey cannot make it. */
export const contactOffer: Module = {
  pages: (low) => [
    {
      key: 'contactOffer',
      title: both('需要我们联系您吗', 'Shall we get in touch?'),
      showIf: low,
      questions: [
        {
          kind: 'contact',
          key: 'contact',
          text: both(
            '如果希望我们与您联系、处理这件事，请留下联系方式',
            'If you would like us to get in touch and look into it, tell us how to reach you',
          ),
          hint: both(
            '只用来处理这件事，不会用于推销。不留也不影响提交。',
            'We use it for this matter only, never for advertising. You can also leave it blank.',
          ),
        },
      ],
    },
  ],
};

/** What the studio says about the preview of a draft. */
export const studioPreview = {
  'preview.mark': 'Preview. Answers are not kept.',
  'preview.short': 'Preview',
  'preview.lead':
    'The draft as customers will see it, with everything that depends on their answers. Fill it in as you like: nothing is kept and nothing counts.',
  'preview.lacks':
    'Not shown yet, since they cannot work as they are: {questions} questions; conditions, ends and quotas not heeded: {conditions}.',
  'preview.choices': 'For whom, and how wide',
  'preview.width': 'Width',
  'preview.width.both': 'Phone and desk',
  'preview.width.phone': 'Phone',
  'preview.width.desk': 'Desk',
  'preview.language': 'Language',
  'preview.by': 'Comes by',
  'preview.by.personal': 'a link of their own',
  'preview.by.open': 'an open link',
  'preview.facts': 'Known of the customer',
  'preview.facts.hint':
    'Invent values, or choose those that conditions ask about. What is left empty is not known.',
  'preview.quotas': 'Quotas that are full',
  'preview.quotas.hint': 'Whoever they hold for meets their end.',
  'preview.begin': 'Begin anew',
  'preview.alone': 'In a tab of its own',
  'preview.frame.phone': 'On a phone',
  'preview.frame.desk': 'At a desk',
  'preview.none': 'There is no page to show yet. Add a page with a question first.',
  'preview.elsewhere': 'This is not part of the preview. Go back to the questionnaire.',
} as const;

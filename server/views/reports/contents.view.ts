/** The sections of a page in their order, so that a reader may go to one at once. */
export type Contents = readonly { readonly id: string; readonly title: string }[];

/** A part of a page that has a heading. */
interface Section {
  readonly words: { readonly title: string };
}

/**
 * Where each section of a page begins.
 *
 * @param sections by the id of their headings, in their order; those that the page has not are left out
 */
export function contentsOf(sections: Readonly<Record<string, Section | null>>): Contents {
  return Object.entries(sections).flatMap(([id, section]) =>
    section === null ? [] : [{ id, title: section.words.title }],
  );
}

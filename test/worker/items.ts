/** An item of a catalog with what a test says of it. */
export const item = (id: string, more: object = {}) => ({
  id,
  title: `The ${id}`,
  url: `/p/${id}`,
  categories: [],
  tags: [],
  ...more,
});

export type Condition = { readonly [key: string]: unknown };
export declare function matches(condition: Condition, attributes: Readonly<Record<string, unknown>>): boolean;

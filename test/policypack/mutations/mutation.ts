import type { Registration } from "../policyRun";

/** One mistake in the sample program. */
export type Mutation =
    /** In the first registration of a type, or in one that the program registers no more than once. */
    | {
          readonly type: string;
          readonly change: (props: Record<string, unknown>) => Record<string, unknown>;
      }
    /** In the provider that the first registration of a type runs on; another one's name. */
    | { readonly type: string; readonly provider: string }
    /** By one more registration, which runs on the provider of that name. */
    | { readonly add: Omit<Registration, "provider">; readonly provider: string }
    /** By several more, the last of which runs on the provider; the others are components. */
    | {
          readonly below: readonly Omit<Registration, "provider">[];
          readonly add: Omit<Registration, "provider">;
          readonly provider: string;
      };

export type Mutations = Readonly<Record<string, Mutation>>;

export const open = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}';

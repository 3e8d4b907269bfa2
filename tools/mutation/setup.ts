import { configureGlobal } from "fast-check";

// Whether a mutant is found must not depend on luck, and one counterexample is enough.
configureGlobal({ seed: 1, endOnFailure: true });

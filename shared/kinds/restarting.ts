import type { Definition } from "../attribute.ts";
import { type Codec, listed, pair, twin } from "../codec.ts";
import type { Course } from "../wire.ts";
import type { Courses } from "./edge-kind.ts";

/**
 * Courses of what reads a property, so that a visit of which nothing is known changes nothing; where each
 * visit starts it anew, the next one finds it as it is before anything happened.
 *
 * @param nothing the bucket of an attribute that nothing has happened to
 */
export function restarting({ since }: Definition, course: Codec<Course>, nothing: number): Codec<Courses> {
  return since === "visit" ? pair(course, listed<Course>([nothing])) : twin(course);
}

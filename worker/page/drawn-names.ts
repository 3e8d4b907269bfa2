import type { Space } from "../html/state.ts";

/**
 * Attributes whose names have capitals in drawings and formulas, however they are written in the page.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#creating-and-inserting-nodes
 */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  (
    "attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits glyphRef " +
    "gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle " +
    "markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits " +
    "patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY " +
    "repeatCount repeatDur requiredExtensions requiredFeatures specularConstant specularExponent spreadMethod startOffset " +
    "stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox viewTarget " +
    "xChannelSelector yChannelSelector zoomAndPan"
  )
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
);
/** Those that get a namespace: to selectors, and to `setAttribute`, they are others. */
const SPACED =
  /^(?:xlink:(?:actuate|arcrole|href|role|show|title|type)|xml:(?:lang|space)|xmlns(?::xlink)?)$/;

/** Whether an attribute that is written with this lower-case name gets a namespace. */
export function isSpaced(written: string, space: Space): boolean {
  return space !== "html" && SPACED.test(written);
}

/** Whether `setAttribute` with this name means the attribute that is made of it where it is written in a tag. */
export function isKeptName(name: string, space: Space): boolean {
  if (space === "html") return true;
  const written = name.toLowerCase();
  if (isSpaced(written, space)) return false;
  if (space === "math") return name === (written === "definitionurl" ? "definitionURL" : written);
  return name === (ATTRIBUTES.get(written) ?? written);
}

import { outlineStyle } from "./style-outlines.ts";
import { panelStyle } from "./style-panel.ts";

/**
 * Colours, and what keeps the page's own rules out: `:host` is `!important` against rules such as `*`, and sizes are
 * in `em` of the visitor's own default (`medium`), since shops like to shrink `html`.
 */
const theme = `
:host{all:initial!important;position:fixed!important;inset:0 auto auto 0!important;z-index:2147483647!important;
color-scheme:light dark!important;
--b:#fff;--s:#f5f4f0;--t:#20242b;--m:#555c67;--l:#dfe2e7;--a:#26405f;--o:#fff;--h:#b5452f;--y:#2b6a3f}
@supports(color:light-dark(#fff,#000)){:host{--b:light-dark(#fff,#1d2026);--s:light-dark(#f5f4f0,#272b32);
--t:light-dark(#20242b,#eceef1);--m:light-dark(#555c67,#b3b9c3);--l:light-dark(#dfe2e7,#3b414b);
--a:light-dark(#26405f,#c3d6ee);--o:light-dark(#fff,#16202d);--h:light-dark(#b5452f,#e2836c);
--y:light-dark(#2b6a3f,#86c99a)}}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
@media print{:host{display:none!important}}
`;

export const style = theme + panelStyle + outlineStyle;

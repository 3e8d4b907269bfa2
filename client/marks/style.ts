/**
 * Marks lie on the page, each in the layer of its block: the host is only a place to measure from, without a layer
 * of its own. System colours do for light, dark and forced colours; the ring is dashed like the selvedge's stitches.
 */
export const markStyle = `
:host{all:initial!important;position:absolute!important;inset:0 auto auto 0!important;
color-scheme:var(--selvedge-color-scheme,light dark)!important}
.mark{position:absolute;inset:0 auto auto 0;box-sizing:border-box;inline-size:24px;block-size:24px;margin:0;padding:0;
border:0;border-radius:50%;background:none;cursor:pointer;-webkit-tap-highlight-color:#0000}
.mark[hidden]{display:none}
.mark::before{content:"";position:absolute;inset:2px;border:1px dashed GrayText;border-radius:50%;background:Canvas}
.mark::after{content:"";position:absolute;inset:6px;background:CanvasText;forced-color-adjust:none;
clip-path:path('M5 1h2v2H5zM5 5h2v6H5z')}
.mark:is(:hover,[aria-expanded=true])::before{border:1px solid CanvasText}
.mark:focus-visible{outline:2px solid Highlight;outline-offset:1px}
@media print{:host{display:none!important}}
`;

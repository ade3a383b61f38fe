// A picture for print: PNG of 300 dots per inch across 16 cm, and PDF, of the SVG that is saved.

import { svg } from "./pictures.js";

const ACROSS = 1890; // pixels: 16 cm at 300 dots per inch
const PER_METRE = 11811; // the same in the unit of PNG's pHYs
const POINTS = 453.5; // 16 cm in the unit of PDF

async function drawn(...shown) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg(...shown))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = ACROSS;
  canvas.height = Math.round((ACROSS * picture.naturalHeight) / picture.naturalWidth);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const bytesOf = (canvas, type, quality) =>
  new Promise((done) => {
    canvas.toBlob(async (blob) => done(new Uint8Array(await blob.arrayBuffer())), type, quality);
  });

export async function png(...shown) {
  const bytes = await bytesOf(await drawn(...shown), "image/png");
  return new Blob([resolved(bytes)], { type: "image/png" });
}

export async function pdf(view, screen, title, address) {
  const canvas = await drawn(view, screen, title, address);
  return new Blob([page(await bytesOf(canvas, "image/jpeg", 0.95), canvas.width, canvas.height, title)], {
    type: "application/pdf",
  });
}

// PNG (third edition), 11.3.4.3: how many pixels a metre has, after the header, which ends at byte 33.
export function resolved(bytes) {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode("pHYs"), 4);
  view.setUint32(8, PER_METRE);
  view.setUint32(12, PER_METRE);
  chunk[16] = 1;
  view.setUint32(17, checksum(chunk.subarray(4, 17)));
  return joined([bytes.subarray(0, 33), chunk, bytes.subarray(33)]);
}

// The CRC-32 of PNG, annex D.
export function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

// A page that holds one JPEG (ISO 32000-1, 7.5 and 8.9.5).
export function page(jpeg, width, height, title) {
  const high = ((POINTS * height) / width).toFixed(1);
  const text = (words) => new TextEncoder().encode(words);
  const draw = `q ${POINTS} 0 0 ${high} 0 0 cm /Picture Do Q`;
  const image =
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
    `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`;
  const objects = [
    [text("<< /Type /Catalog /Pages 2 0 R >>")],
    [text("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
    [
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${POINTS} ${high}] /Contents 4 0 R ` +
          "/Resources << /XObject << /Picture 5 0 R >> >> >>",
      ),
    ],
    [text(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`)],
    [text(image), jpeg, text("\nendstream")],
    [text(`<< /Title <${hex(title)}> /Producer (kzgraph) >>`)],
  ];
  const parts = [text("%PDF-1.4\n")];
  const offsets = [];
  const long = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [at, object] of objects.entries()) {
    offsets.push(long());
    parts.push(text(`${at + 1} 0 obj\n`), ...object, text("\nendobj\n"));
  }
  const start = long();
  const row = (offset) => `${String(offset).padStart(10, "0")} 00000 n \n`;
  const size = objects.length + 1;
  parts.push(
    text(`xref\n0 ${size}\n0000000000 65535 f \n${offsets.map(row).join("")}`),
    text(`trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`),
  );
  return joined(parts);
}

// A text of PDF in UTF-16, as hexadecimal digits.
function hex(text) {
  const unit = (code) => code.toString(16).padStart(4, "0");
  return `feff${[...Array(text.length).keys()].map((at) => unit(text.charCodeAt(at))).join("")}`;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

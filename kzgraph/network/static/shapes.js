// The outlines of the kinds' marks, as paths of SVG with their middle at 0,0.

const POLYGONS = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  diamond: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  triangleDown: [
    [0, 1],
    [1, -0.8],
    [-1, -0.8],
  ],
  hexagon: [
    [1, 0],
    [0.5, 0.87],
    [-0.5, 0.87],
    [-1, 0],
    [-0.5, -0.87],
    [0.5, -0.87],
  ],
  star: Array.from({ length: 10 }, (_, at) => {
    const far = at % 2 ? 0.55 : 1.1;
    const turn = (at * Math.PI) / 5 - Math.PI / 2;
    return [far * Math.cos(turn), far * Math.sin(turn)];
  }),
};

export function outline(shape, radius) {
  const points = POLYGONS[shape];
  if (!points) return `M${-radius},0A${radius},${radius} 0 1 0 ${radius},0A${radius},${radius} 0 1 0 ${-radius},0Z`;
  return `M${points.map(([x, y]) => `${(x * radius).toFixed(2)},${(y * radius).toFixed(2)}`).join("L")}Z`;
}

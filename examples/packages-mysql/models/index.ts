import "./maintainers.js";
import "./packages.js";

export { metadata } from "./metadata.js";

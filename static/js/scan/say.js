import { part } from "./parts.js";

/**
 * Says the page's own sentences, kept in its `<template data-sentences>` as `[data-for=NAME]`, in
 * the live region `[data-says]`. A sentence already there is not said again for every frame.
 * @param {HTMLElement} page
 * @returns {(name: string, detail?: string) => void} the detail stands for the sentence's {}
 */
export function speaker(page) {
  const region = part(page, "[data-says]", HTMLElement);
  const sentences = part(page, "[data-sentences]", HTMLTemplateElement).content;
  return (name, detail = "") => {
    const sentence = name && sentences.querySelector(`[data-for="${name}"]`)?.textContent;
    const text = (sentence ?? "").replace("{}", () => detail);
    if (region.textContent !== text) region.textContent = text;
  };
}

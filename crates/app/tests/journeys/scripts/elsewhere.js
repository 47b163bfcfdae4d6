return performance.getEntriesByType("resource").map(entry => entry.name)
  .filter(name => !name.startsWith(location.origin + "/") && !name.startsWith("data:") && !name.startsWith("blob:"));

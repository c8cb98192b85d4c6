namespace CheckpointTools.Criu;

/// <summary>An entry of a pagemap: pages that follow each other.</summary>
/// <param name="Address">The first page's address (<c>vaddr</c>).</param>
/// <param name="Pages">How many pages (<c>nr_pages</c>).</param>
/// <param name="FirstPage">The first page's place in the pages image, counted in pages; without a meaning unless present.</param>
/// <param name="IsPresent">Whether the pages image holds the pages (<c>PE_PRESENT</c>).</param>
internal readonly record struct PagemapRun(ulong Address, ulong Pages, ulong FirstPage, bool IsPresent);

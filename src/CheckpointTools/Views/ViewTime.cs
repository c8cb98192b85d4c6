using System.Globalization;

namespace CheckpointTools.Views;

/// <summary>Times and durations as the views show them; the properties keep them exact.</summary>
public static class ViewTime
{
    private const int DaysOfMonth = 30;
    private const int DaysOfYear = 365;

    // From which age on the next unit is the one that a person counts in.
    private static readonly (TimeSpan Below, TimeSpan Unit, string Name)[] Ages =
    [
        (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), "second"),
        (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), "minute"),
        (TimeSpan.FromDays(2), TimeSpan.FromHours(1), "hour"),
        (TimeSpan.FromDays(14), TimeSpan.FromDays(1), "day"),
        (TimeSpan.FromDays(2 * DaysOfMonth), TimeSpan.FromDays(7), "week"),
        (TimeSpan.FromDays(2 * DaysOfYear), TimeSpan.FromDays(DaysOfMonth), "month"),
        (TimeSpan.MaxValue, TimeSpan.FromDays(DaysOfYear), "year"),
    ];

    /// <summary>A time to the minute, where the person is.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text; empty where there is no time.</returns>
    public static string Local(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>How long ago a time is, such as <c>3 hours ago</c>.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text; empty where there is no time.</returns>
    public static string Age(DateTimeOffset? time) => Age(time, TimeProvider.System.GetUtcNow());

    /// <summary>How long before another a time is.</summary>
    /// <param name="time">The time.</param>
    /// <param name="now">The time to count from.</param>
    /// <returns>The text; the day where it is yet to come, since clocks of hosts differ and archives can say anything.</returns>
    public static string Age(DateTimeOffset? time, DateTimeOffset now)
    {
        if (time is not { } past)
            return "";
        TimeSpan age = now - past;
        if (age < TimeSpan.Zero)
            return past.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (age < TimeSpan.FromSeconds(1))
            return "just now";
        (TimeSpan _, TimeSpan unit, string name) = Ages.First(step => age < step.Below);
        long count = age.Ticks / unit.Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? "" : "s")} ago");
    }

    /// <summary>A duration to three digits: <c>185 µs</c>, <c>1.05 ms</c>, <c>877 ms</c>, <c>4.25 s</c>; from a minute on <c>2 min 5 s</c>.</summary>
    /// <param name="duration">The duration.</param>
    /// <returns>The text; empty where there is no duration.</returns>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "",
        // Each limit is where the text would be rounded to one unit of the next.
        { TotalMicroseconds: < 999.5 } time => Digits(time.TotalMicroseconds, "µs"),
        { TotalMilliseconds: < 999.5 } time => Digits(time.TotalMilliseconds, "ms"),
        { TotalSeconds: < 59.95 } time => Digits(time.TotalSeconds, "s"),
        { } time => Minutes((long)Math.Round(time.TotalSeconds)),
    };

    private static string Digits(double value, string unit)
    {
        string format = value switch { < 9.995 => "0.##", < 99.95 => "0.#", _ => "0" };
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
    }

    private static string Minutes(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60} s");
}

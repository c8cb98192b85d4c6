#Requires -Version 7.6
<#
.SYNOPSIS
    What a terminal shows.
#>

# The lines as a terminal of that width shows them, without colours and without empty lines around. Where lines are broken
# depends on the language, so none is chosen.
function Get-Shown {
    param([int] $Width = 80, [switch] $List)

    begin { $all = @() }
    process { $all += $_ }
    end {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = ''
        try {
            $text = if ($List) { $all | Format-List | Out-String -Width $Width } else { $all | Out-String -Width $Width }
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
        @($text -replace "`e\[[0-9;]*m" -split "`r?`n" | Where-Object { $_.Trim() })
    }
}
